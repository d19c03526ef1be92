import { textOf } from '../../contracts/codec/avro/utf8.ts'
import type { Contract } from '../../contracts/model.ts'
import type { SourceEvent, UnreadableEvent } from '../ports.ts'
import type { LogRecord, WireValue } from './ports.ts'

/** A record of a log as the harness reads it; its own bytes go with it, for dead letters. */
export type LiveEvent = (SourceEvent | UnreadableEvent) & { readonly raw: Uint8Array }

const NOTHING = new Uint8Array()
const decoder = new TextDecoder()

/** `arrival`: milliseconds. `schemaId` in place of an event: this schema must be loaded first. */
export function liveEvent(
  topic: string,
  partition: number,
  record: LogRecord,
  arrival: number,
  read: (bytes: Uint8Array | null) => WireValue,
): LiveEvent | { readonly schemaId: number } {
  const { offset } = record
  const raw = record.value ?? NOTHING
  const wire = read(record.value)
  const key = record.key === null ? null : keyText(record.key)
  switch (wire.kind) {
    case 'unknown':
      return { schemaId: wire.schemaId }
    case 'unreadable':
      return { unreadable: wire.message, key, topic, partition, offset, arrival, text: '', raw }
    case 'drift':
      return { unreadable: wire.message, reason: 'drift', key, topic, partition, offset, arrival, text: '', raw }
    case 'value': {
      const { schema, value, from = 0 } = wire
      return schema === undefined
        ? { topic, partition, offset, arrival, key, value, text: '', raw }
        : { topic, partition, offset, arrival, key, value, from, schema, text: '', raw }
    }
  }
}

/** The bytes that an event came as; events of other sources have none. */
export const rawOf = (event: SourceEvent | UnreadableEvent): Uint8Array =>
  'raw' in event && event.raw instanceof Uint8Array ? event.raw : NOTHING

const keyText = (bytes: Uint8Array): string => textOf(bytes, 0, bytes.length) ?? decoder.decode(bytes)

/** The schema id that stands before an Avro record, for the headers of its dead letter. */
export function schemaIdOf({ settings }: Contract, raw: Uint8Array): number | undefined {
  if (settings.wireFormat !== 'avro' || raw.length < 5 || raw[0] !== 0) return undefined
  return new DataView(raw.buffer, raw.byteOffset).getUint32(1)
}
