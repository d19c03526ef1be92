import { contractShape } from '../../contracts/codec/shape-of.ts'
import type { Contract } from '../../contracts/model.ts'
import { isChange } from '../../contracts/wire/debezium.ts'
import { schemaIdIn } from '../../contracts/wire/frame.ts'
import { longMembers } from '../../contracts/wire/json-value.ts'
import { DqError } from '../../kernel/errors.ts'
import { type LiveEvent, liveEvent, rawOf } from '../live/live-event.ts'
import type { EventLog, LogRecord, WireFormat, WireValue } from '../live/ports.ts'
import { parseMessage } from './parse-message.ts'
import type { IngestEvent, IngestSource } from './ports.ts'
import type { Positions } from './positions.ts'

/** Where a topic begins and ends now, by partition. */
export interface TopicBounds {
  readonly begins: readonly number[]
  readonly ends: readonly number[]
}

export interface LogSourceOptions {
  readonly log: EventLog
  readonly wire: WireFormat
  readonly contract: Contract
  readonly bounds: TopicBounds
  /** Compares the last record that was taken with what is there now: for the first reading. */
  readonly isFirst: boolean
  /** Nobody has read these records, and they are gone: the topic keeps them too short a time. */
  readonly onGone: (partition: number, from: number, next: number) => void
}

/** Records of a topic from where the table is to the ends that are given, one partition after the other. */
export function logSource({ log, wire, contract, bounds, isFirst, onGone }: LogSourceOptions): IngestSource {
  const read = eventReader(wire, contract)

  async function* partition(index: number, from: Positions): AsyncGenerator<readonly IngestEvent[]> {
    const [begin, end] = [bounds.begins[index] ?? 0, bounds.ends[index] ?? 0]
    const known = from.get(index)
    const next = known?.next ?? 0
    if (known !== undefined && next > end) throw anew(contract.name, index, next, end)
    if (known !== undefined && begin > next) onGone(index, next, begin)
    const start = Math.max(begin, isFirst && known !== undefined ? known.last.offset : next)
    if (Math.max(start, next) >= end) return
    for await (const records of log.read({ topic: contract.name, partition: index }, start)) {
      const wanted = records.filter(({ offset }) => offset < end)
      if (wanted.length > 0) yield await events(index, wanted)
      if (wanted.length < records.length) return
    }
  }

  const events = async (index: number, records: readonly LogRecord[]): Promise<readonly IngestEvent[]> => {
    const out: IngestEvent[] = []
    for (const record of records) {
      const event = read(index, record)
      out.push(event instanceof Promise ? await event : event)
    }
    return out
  }

  return {
    onlyNew: true,
    async *read(from) {
      for (let index = 0; index < bounds.ends.length; index++) yield* partition(index, from)
    },
    rawValue: rawOf,
    async close() {},
  }
}

/** Reads the records of a topic as events; a promise where the schema is not known yet. */
export function eventReader(
  wire: WireFormat,
  contract: Contract,
): (partition: number, record: LogRecord) => LiveEvent | Promise<LiveEvent> {
  const read = wireReader(wire, contract)
  const eventOf = (partition: number, record: LogRecord) =>
    liveEvent(contract.name, partition, record, record.timestamp, read)
  const withSchema = async (partition: number, record: LogRecord, id: number): Promise<LiveEvent> => {
    await wire.load([id])
    const event = eventOf(partition, record)
    if ('schemaId' in event) throw new Error(`schema ${id} was loaded, and is not there`)
    return event
  }
  return (partition, record) => {
    const event = eventOf(partition, record)
    return 'schemaId' in event ? withSchema(partition, record, event.schemaId) : event
  }
}

/**
 * Reads what stands on the wire. A connector may send JSON where the contract says Avro: Avro begins with a zero byte, JSON never does.
 * A schema that the registry does not have is drift: the record is good when somebody has it again.
 */
function wireReader(wire: WireFormat, contract: Contract): (bytes: Uint8Array | null) => WireValue {
  const avro = contract.settings.wireFormat === 'avro' ? wire.reader(contract) : undefined
  const shape = contractShape(contract)
  const longs = longMembers(shape)
  const from = isChange(shape) ? 'change' : 'record'
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (bytes) => {
    if (bytes === null) return { kind: 'value', value: null }
    if (avro !== undefined && (bytes[0] === 0 || bytes.length === 0)) {
      const value = avro(bytes)
      const isUnknown = value.kind === 'unreadable' && typeof schemaIdIn(bytes) === 'number'
      return isUnknown ? { kind: 'drift', message: value.message } : value
    }
    try {
      return { kind: 'value', value: parseMessage(decoder.decode(bytes), longs, from) }
    } catch (error) {
      return { kind: 'unreadable', message: `no JSON: ${error instanceof Error ? error.message : String(error)}` }
    }
  }
}

const anew = (topic: string, partition: number, next: number, end: number): DqError =>
  new DqError(`${topic}, partition ${partition}, ends at ${end}; ${next} was to come next: the topic was made anew`, {
    hint: 'its offsets are those of other records now. Ingest it into another branch or table, or let the topic go on where it was',
  })
