import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { formatInstant } from '../../contracts/codec/timestamp.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Row } from '../fixture/compare.ts'
import { decoderOf } from '../harness/input-codecs.ts'
import { liveEvent } from '../live/live-event.ts'
import { partitionsOf } from '../live/partitions.ts'
import type { EventLog, LogRecord, WireFormat } from '../live/ports.ts'

export interface TopicRows {
  readonly rows: readonly Row[]
  /** By partition: what is committed later is behind these. */
  readonly ends: readonly number[]
}

/** Everything committed in a topic, as rows of output files, partition by partition; from offsets on where they are given. */
export async function readTopic(
  log: EventLog,
  wire: WireFormat,
  contract: Contract,
  from?: readonly number[],
): Promise<TopicRows> {
  const topic = contract.name
  const count = (await log.partitionCounts([topic])).get(topic)
  if (count === undefined)
    throw new DqError(`there is no topic ${topic}`, { hint: 'nothing was published there: is this the environment?' })
  const partitions = partitionsOf(topic, count)
  // Before it is read: what comes meanwhile is looked at again, never missed.
  const [ends, first] = await Promise.all([log.endOffsets(partitions), log.beginningOffsets(partitions)])
  const read = rowReader(wire, contract)
  const rows: Row[] = []
  for (const [partition, of] of partitions.entries())
    for await (const records of log.read(of, Math.max(from?.[partition] ?? 0, first[partition]!)))
      for (const record of records) rows.push({ line: rows.length + 1, event: await read(partition, record) })
  return { rows, ends }
}

/** A record as a line of an event file has it. */
function rowReader(wire: WireFormat, contract: Contract) {
  const { name: topic } = contract
  const read = wire.reader(contract)
  const decode = decoderOf(
    contract,
    contract.schema.fields.map(({ name }) => name),
  )
  const encode = compileJsonEncoder(contract)
  return async (partition: number, record: LogRecord): Promise<Row['event']> => {
    const { offset, timestamp } = record
    const at = `${topic}, partition ${partition}, offset ${offset}`
    let event = liveEvent(topic, partition, record, timestamp, read)
    if ('schemaId' in event) {
      await wire.load([event.schemaId])
      event = liveEvent(topic, partition, record, timestamp, read)
    }
    if ('schemaId' in event) throw new Error(`schema ${event.schemaId} was loaded and is not known`)
    if ('unreadable' in event) throw unreadable(at, event.unreadable)
    try {
      const value: unknown = JSON.parse(encode(decode(event)))
      return { topic, partition, offset, arrival: formatInstant(timestamp), key: event.key, value }
    } catch (error) {
      throw error instanceof RecordProblem ? unreadable(at, `${error.path}: ${error.message}`) : error
    }
  }
}

const unreadable = (at: string, why: string): DqError =>
  new DqError(`${at} cannot be read: ${why}`, { hint: 'what was published must be known before it can be compared' })
