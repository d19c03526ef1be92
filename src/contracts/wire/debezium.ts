import { isJsonObject } from '../../kernel/json.ts'
import type { ShapeOf } from '../codec/shape.ts'
import { type ConnectSchema, connectSchema, fieldOf } from './debezium/connect-schema.ts'
import { type Convert, converterOf, rowConverter } from './debezium/convert.ts'

/** A message of Kafka Connect's JsonConverter, taken apart. */
export interface DebeziumMessage {
  readonly payload: unknown
  /** Absent where `schemas.enable=false`, or where it says nothing. */
  readonly schema?: ConnectSchema
}

/** With its schema part (`schemas.enable=true`) a message is `{schema, payload}`. */
export function openMessage(message: unknown): DebeziumMessage {
  if (!isJsonObject(message) || !('schema' in message && 'payload' in message)) return { payload: message }
  const schema = connectSchema.safeParse(message.schema)
  return schema.success ? { payload: message.payload, schema: schema.data } : { payload: message.payload }
}

/**
 * Converts payloads to what the contract's JSON decoder takes: times, decimals and bytes as text, in the forms that connectors and
 * converters can be set to. What Debezium adds to a change event beside the row, and the contract does not know of, is left out; what it
 * did not have in older versions is null. Unknown columns of a row stay, and the decoder refuses them. The function throws a RecordProblem.
 */
export function debeziumConverter(shape: ShapeOf<'record'>): (message: DebeziumMessage) => unknown {
  const plain = payloadConverter(shape, undefined)
  let last: { readonly text: string; readonly convert: Convert } | undefined
  return ({ payload, schema }) => {
    if (schema === undefined) return plain(payload, '')
    // Messages of a topic have one schema for long.
    const text = JSON.stringify(schema)
    if (last?.text !== text) last = { text, convert: payloadConverter(shape, schema) }
    return last.convert(payload, '')
  }
}

/** Whether records are change events: Debezium's envelope around a row. */
export function isChange({ definition }: ShapeOf<'record'>): boolean {
  const names = new Set(definition.fields.map(({ name }) => name))
  return names.has('op') && names.has('source') && names.has('after')
}

function payloadConverter(shape: ShapeOf<'record'>, declared: ConnectSchema | undefined): Convert {
  if (!isChange(shape)) return rowConverter(shape, declared)
  const fields = shape.definition.fields.map(({ name, shape: inner }) => {
    const within = fieldOf(declared, name)
    const isBlock = (name === 'source' || name === 'transaction') && inner.kind === 'record'
    const convert = isBlock ? blockConverter(inner, within) : converterOf(inner, within)
    return { name, isNullable: inner.nullable, convert }
  })
  return partConverter(fields)
}

/** `source` and `transaction`: what is in them depends on the version of Debezium. */
function blockConverter({ definition }: ShapeOf<'record'>, declared: ConnectSchema | undefined): Convert {
  return partConverter(
    definition.fields.map(({ name, shape }) => {
      const convert = converterOf(shape, fieldOf(declared, name))
      // `snapshot` was true or false once, and is text now.
      const asText: Convert = (value, path) =>
        typeof value === 'boolean' ? String(value) : (convert?.(value, path) ?? value)
      return { name, isNullable: shape.nullable, convert: shape.kind === 'string' ? asText : convert }
    }),
  )
}

const partConverter =
  (
    fields: readonly {
      readonly name: string
      readonly isNullable: boolean
      readonly convert: Convert | undefined
    }[],
  ): Convert =>
  (value, path) => {
    if (!isJsonObject(value)) return value
    const out: Record<string, unknown> = {}
    for (const { name, isNullable, convert } of fields) {
      const inner: unknown = value[name]
      // Nanoseconds that were read without their last digits say less than nothing; `ts_us` has what is left of them.
      if (name === 'ts_ns' && isNullable && typeof inner === 'number' && !Number.isSafeInteger(inner)) out[name] = null
      else if (inner !== undefined) out[name] = convert === undefined ? inner : convert(inner, `${path}/${name}`)
      else if (isNullable) out[name] = null
    }
    return out
  }
