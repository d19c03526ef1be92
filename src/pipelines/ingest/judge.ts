import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { compileAvroDecoder } from '../../contracts/codec/avro-decoder.ts'
import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import { compileValuesEncoder } from '../../contracts/codec/json-encoder.ts'
import { keyProblem } from '../../contracts/codec/key-problem.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { contractShape } from '../../contracts/codec/shape-of.ts'
import type { DecodedRecord, Value } from '../../contracts/codec/value.ts'
import type { Contract } from '../../contracts/model.ts'
import { UnavailableValue } from '../../contracts/wire/debezium/convert.ts'
import { debeziumConverter, openMessage } from '../../contracts/wire/debezium.ts'
import { longMembers, readJson } from '../../contracts/wire/json-value.ts'
import { isJsonObject } from '../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../ports.ts'
import { type Control, controlOf, controlOfSchema } from './control.ts'
import { hasLongs } from './parse-message.ts'
import type { RejectReason } from './rejected.ts'
import type { ResolvedRoute } from './resolve.ts'
import { rowMaker } from './row-maker.ts'
import { missingColumns, rowOf, unknownTo } from './unknown-fields.ts'

/** What becomes of a record. */
export type Verdict =
  /** The row as JSON text, in the order of the table's contract. */
  | { readonly kind: 'row'; readonly text: string }
  | { readonly kind: 'control'; readonly control: Control }
  | { readonly kind: 'rejected'; readonly reason: RejectReason; readonly path: string; readonly message: string }

interface Read {
  readonly kind: 'record'
  readonly record: DecodedRecord
}

/** Judges the records of one topic: each is held against the contract of the topic, and its row against that of the table. */
export function judgeOf(
  route: ResolvedRoute,
  rawValue: (event: SourceEvent) => Uint8Array,
): (event: SourceEvent | UnreadableEvent) => Verdict {
  const { topic, table, from, fields } = route
  const shape = contractShape(topic)
  const json = compileJsonDecoder(topic, { fields })
  const convert = from === 'change' ? debeziumConverter(shape) : undefined
  const longs = longMembers(shape)
  const make = rowMaker(route)
  const encode = compileValuesEncoder(
    table,
    route.columns.map(({ name }) => name),
  )
  const avro = avroOf(route)
  const columns = rowOf(topic.schema)?.fields.map(({ name }) => name) ?? []

  const parsed = (event: SourceEvent): unknown =>
    hasLongs(event.text, from) ? readJson(new TextDecoder().decode(rawValue(event)), longs) : event.value

  const fromJson = (event: SourceEvent): Read | Verdict => {
    const message = openMessage(parsed(event))
    const { payload } = message
    const control = payload === null || from === 'change' ? controlOf(payload) : undefined
    if (control !== undefined) return { kind: 'control', control }
    if (convert === undefined) return { kind: 'record', record: json(payload) }
    if (isJsonObject(payload) && payload.op === 't') return TRUNCATED
    if (isJsonObject(payload) && !('op' in payload)) return UNWRAPPED
    if (!isJsonObject(payload) || payload.op === 'd') {
      const short = isJsonObject(payload) ? missingColumns(payload.before, columns) : 0
      return short === 0 ? { kind: 'record', record: json(convert(message)) } : keyOnly(short)
    }
    // The row before an update is not kept, and Postgres may send its key alone.
    return { kind: 'record', record: json(convert({ ...message, payload: { ...payload, before: null } })) }
  }
  const fromAvro = (event: SourceEvent, schema: AvroRecord): Read | Verdict => {
    const decode = avro(schema)
    if (typeof decode !== 'function') return decode
    return { kind: 'record', record: decode(event.value as Uint8Array, event.from, event.to, event.key) }
  }

  return (event) => {
    if ('unreadable' in event) return rejected(event.reason ?? 'unreadable', '', event.unreadable)
    let record: DecodedRecord
    try {
      const read = event.schema === undefined ? fromJson(event) : fromAvro(event, event.schema)
      if (read.kind !== 'record') return read
      record = read.record
      if (from === 'change' && record.op === 't') return TRUNCATED
      if (from === 'change' && record.op === 'm') return { kind: 'control', control: 'message' }
    } catch (error) {
      return problem(error, 'drift')
    }
    const key = from === 'record' ? keyProblem(topic, event.key, record) : undefined
    if (key !== undefined) return rejected('key', key.path, key.message)
    let row: readonly Value[]
    try {
      const { partition, offset, arrival } = event
      row = make(record, { topic: topic.name, partition, offset, timestamp: arrival * 1000 })
    } catch (error) {
      return problem(error, 'schema')
    }
    try {
      return { kind: 'row', text: encode(row) }
    } catch (error) {
      return problem(error, 'output')
    }
  }
}

/** By writer's schema: how its records are read, or why they are not. */
function avroOf({ topic, from, fields }: ResolvedRoute) {
  const known = new Map<AvroRecord, ReturnType<typeof compileAvroDecoder> | Verdict>()
  const source = from === 'change' ? timesOf(topic) : undefined
  const read = fields.flatMap((name) => (name === 'source' && source !== undefined ? source : [name]))
  return (schema: AvroRecord) => {
    let found = known.get(schema)
    if (found !== undefined) return found
    const control = from === 'change' ? controlOfSchema(schema) : undefined
    const drift = unknownTo(topic, schema, from)
    found =
      control !== undefined
        ? { kind: 'control', control }
        : drift !== undefined
          ? rejected('drift', '', drift)
          : compileAvroDecoder(topic, { fields: read, writer: schema })
    known.set(schema, found)
    return found
  }
}

/** All that a row takes of where the change comes from. */
function timesOf(topic: Contract): readonly string[] | undefined {
  const source = contractShape(topic).definition.fields.find(({ name }) => name === 'source')?.shape
  if (source?.kind !== 'record') return undefined
  const names = source.definition.fields.map(({ name }) => name).filter((name) => name === 'ts_us' || name === 'ts_ms')
  return names.map((name) => `source.${name}`)
}

const rejected = (reason: RejectReason, path: string, message: string): Verdict => ({
  kind: 'rejected',
  reason,
  path,
  message,
})

const TRUNCATED = rejected('truncate', '/op', 'the table was emptied: what was in it is gone, and no row here says so')
const keyOnly = (missing: number): Verdict =>
  rejected(
    'unavailable',
    '/before',
    `${missing} columns were not sent: REPLICA IDENTITY FULL sends the row that was deleted`,
  )

const UNWRAPPED = rejected(
  'schema',
  '',
  'a row without its change event: without ExtractNewRecordState the connector sends the whole event',
)

function problem(error: unknown, otherwise: 'drift' | 'schema' | 'output'): Verdict {
  if (error instanceof UnavailableValue) return rejected('unavailable', error.path, error.message)
  if (error instanceof RecordProblem)
    return rejected(
      otherwise === 'drift' && error.reason === 'constraint' ? 'constraint' : otherwise,
      error.path,
      error.message,
    )
  throw error
}
