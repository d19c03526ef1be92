import avro from 'avsc'
import { branchName } from '../../contracts/avro/names.ts'
import { schemaJson } from '../../contracts/avro/print.ts'
import type { AvroSchema } from '../../contracts/avro/schema.ts'
import type { AvroCodec, Reading } from '../../contracts/compat/prove/codec.ts'
import type { Datum } from '../../contracts/compat/prove/datum.ts'

/**
 * The decoder of npm's avsc. Namespaces are ignored, as Avro Java ignores them. Its limits: it takes ASCII names only,
 * no type before its definition, no "NaN" as a default, and no logical types here; it judges schemas before data.
 */
export const avscCodec: AvroCodec = {
  name: 'avsc',
  between(writer, reader) {
    try {
      const writes = typeOf(writer)
      const reads = typeOf(reader)
      try {
        const resolver = reads.createResolver(writes, { ignoreNamespaces: true })
        return (datum) => transcode(datum, writes, reads, resolver)
      } catch (error) {
        const message = said(error)
        // Only its own judgement is one: anything else is avsc breaking down.
        const kind = error instanceof Error && error.constructor === Error ? 'unreadable' : 'limit'
        return () => ({ kind, message })
      }
    } catch (error) {
      const message = said(error)
      return () => ({ kind: 'limit', message })
    }
  },
}

function transcode(datum: Datum, writes: avro.Type, reads: avro.Type, resolver: avro.Resolver): Reading {
  let bytes: Buffer
  try {
    bytes = writes.toBuffer(avscValue(datum))
  } catch (error) {
    return { kind: 'limit', message: said(error) }
  }
  try {
    return { kind: 'read', value: reads.fromBuffer(bytes, resolver) }
  } catch (error) {
    return { kind: 'unreadable', message: said(error) }
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** All 64 bits: avsc's own long stops at 2^53. */
const LONG = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer(value: bigint) {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(value)
    return buffer
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
})

const isLong = (schema: avro.Schema): boolean =>
  schema === 'long' || (typeof schema === 'object' && 'type' in schema && schema.type === 'long')

/** Logical types are their underlying types here: avsc ignores those it was not given. */
const typeOf = (schema: AvroSchema): avro.Type =>
  avro.Type.forSchema(schemaJson(schema) as avro.Schema, {
    wrapUnions: 'always',
    typeHook: (part) => (isLong(part) ? LONG : undefined),
  })

function avscValue(datum: Datum): unknown {
  switch (datum.kind) {
    case 'record':
      return Object.fromEntries(datum.fields.map(({ field, value }) => [field.name, avscValue(value)]))
    case 'array':
      return datum.items.map(avscValue)
    case 'map':
      return Object.fromEntries(datum.entries.map(([key, value]) => [key, avscValue(value)]))
    case 'union':
      return datum.branch.kind === 'null' ? null : { [branchName(datum.branch)]: avscValue(datum.value) }
    case 'scalar':
      return datum.value instanceof Uint8Array ? Buffer.from(datum.value) : datum.value
  }
}
