import { kGetApi } from '@platformatic/kafka'
import type { FetchedPartition, FetchResponse, LogConsumer } from './client.ts'

export type AbortedTransactions = NonNullable<FetchedPartition['abortedTransactions']>

/** What the broker said of a partition, by what was fetched of it. */
const told = new WeakMap<FetchedPartition, AbortedTransactions>()

/** The transactions that were aborted in what was fetched. */
export const abortedIn = (partition: FetchedPartition): AbortedTransactions => told.get(partition) ?? []

/**
 * Keeps the client from leaving out aborted records itself: it takes all between the first offset of a producer's aborted
 * transaction and the last abort marker of that producer, and what was committed in between is lost where that marker belongs to
 * a transaction that had written nothing (2.12.1). Without the list it leaves out nothing; `committedRecords` does.
 */
export function leaveNothingOut(consumer: LogConsumer): LogConsumer {
  const getApi = consumer[kGetApi].bind(consumer)
  consumer[kGetApi] = (name, callback) =>
    getApi(name, (error, api: typeof callback extends (error: never, api: infer Api) => void ? Api : never) => {
      if (name !== 'Fetch' || error || !api) return callback(error, api)
      const noted = (...args: unknown[]) => {
        const answer = args.pop() as (error: Error | null, response?: FetchResponse) => void
        const note = (error: Error | null, response?: FetchResponse): void => {
          if (response !== undefined) noteAborted(response)
          answer(error, response)
        }
        return Reflect.apply(api, undefined, [...args, note])
      }
      callback(error, Object.assign(noted, api))
    })
  return consumer
}

function noteAborted({ responses }: FetchResponse): void {
  for (const { partitions } of responses) {
    for (const partition of partitions) {
      if (partition.abortedTransactions?.length) told.set(partition, partition.abortedTransactions)
      partition.abortedTransactions = []
    }
  }
}
