import type { FetchedPartition, FetchResponse, LogConsumer } from './client.ts'
import {
  createAPI,
  fetchV13,
  fetchV14,
  fetchV15,
  fetchV16,
  fetchV17,
  kGetApi,
  type Reader,
  ResponseError,
  UnsupportedApiError,
} from './library.ts'

export type AbortedTransactions = NonNullable<FetchedPartition['abortedTransactions']>

const FETCH = 1
const REQUESTS = new Map([fetchV13, fetchV14, fetchV15, fetchV16, fetchV17].map((of) => [of.api.version, of]))
const NOTHING = Buffer.alloc(0)

/** The record batches of what was fetched, as the broker sent them. */
const batches = new WeakMap<FetchedPartition, Buffer>()

export const batchesIn = (partition: FetchedPartition): Buffer => batches.get(partition) ?? NOTHING

/**
 * Has the client hand out record batches as they came. What it makes of them itself (2.12.1) is not what was committed: it leaves
 * out all between the first offset of a producer's aborted transaction and that producer's last abort marker, also where the
 * marker belongs to a transaction that had written nothing; and it makes several objects a record that nobody may want.
 */
export function fetchWhole(consumer: LogConsumer): LogConsumer {
  const getApi = consumer[kGetApi].bind(consumer)
  consumer[kGetApi] = (name, callback) => {
    if (name !== 'Fetch') return getApi(name, callback)
    getApi(name, (error, api: Parameters<typeof callback>[1]) => {
      if (error || api === undefined) return callback(error, api)
      const request = REQUESTS.get(api.version)
      if (request === undefined) return callback(tooOld(api.version), api)
      callback(null, createAPI(FETCH, api.version, request.createRequest, parsed) as unknown as typeof api)
    })
  }
  return consumer
}

/** An error of the client's own, for it asks its errors what to do; `failure` says it to people. */
const tooOld = (version: number): Error =>
  new UnsupportedApiError(`the broker fetches by version ${version} of its protocol, and 13 (Kafka 3.1) is needed`, {
    canRetry: false,
  })

/** A response of these versions: https://kafka.apache.org/protocol.html#The_Messages_Fetch */
function parsed(_: number, apiKey: number, apiVersion: number, reader: Reader): FetchResponse {
  const errors: [place: string, [code: number, message: null]][] = []
  const throttleTimeMs = reader.readInt32()
  const errorCode = reader.readInt16()
  if (errorCode !== 0) errors.push(['', [errorCode, null]])
  const sessionId = reader.readInt32()
  const responses = reader.readArray((of, topic) => ({
    topicId: of.readUUID(),
    partitions: of.readArray((of, at) => {
      const partition = partitionOf(of)
      if (partition.errorCode !== 0) errors.push([`/responses/${topic}/partitions/${at}`, [partition.errorCode, null]])
      return partition
    }),
  }))
  reader.readTaggedFields()
  const response = { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints: [] }
  if (errors.length > 0) throw new ResponseError(apiKey, apiVersion, Object.fromEntries(errors), response)
  return response
}

function partitionOf(of: Reader): FetchedPartition {
  const partition: FetchedPartition = {
    partitionIndex: of.readInt32(),
    errorCode: of.readInt16(),
    highWatermark: of.readInt64(),
    lastStableOffset: of.readInt64(),
    logStartOffset: of.readInt64(),
    abortedTransactions: of.readNullableArray((of) => ({ producerId: of.readInt64(), firstOffset: of.readInt64() })),
    preferredReadReplica: of.readInt32(),
    records: [],
  }
  // One more than the bytes; 0 for none at all.
  const size = of.readUnsignedVarInt() - 1
  if (size > 0) {
    batches.set(partition, of.buffer.slice(of.position, of.position + size))
    of.skip(size)
  }
  return partition
}
