import avsc, { type Schema, type Type } from 'avsc'
import { schemaJson } from '../../../../src/contracts/avro/print.ts'
import type { AvroSchema } from '../../../../src/contracts/avro/schema.ts'

// A long as a bigint: avsc's own reader stops at 2^53.
const long = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(value)
    return bytes
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
})

/** avsc's type of the schema: unions wrapped, longs as bigints, logical types left to `toAvsc`. */
export const avscType = (schema: AvroSchema): Type =>
  avsc.Type.forSchema(schemaJson(schema) as Schema, {
    wrapUnions: true,
    noAnonymousTypes: false,
    typeHook: (given) => {
      const name = typeof given === 'object' && given !== null && 'type' in given ? given.type : given
      return name === 'long' ? long : undefined
    },
  })

/** Our value in the representation of avsc: another road from a decimal, time or uuid to what Avro stores. */
export function toAvsc(schema: AvroSchema, value: unknown): unknown {
  if (schema.kind === 'union') return toUnion(schema.branches, value)
  const logical = schema.logical
  switch (schema.kind) {
    case 'int':
      return logical?.name === 'time-millis' ? (value as number) / 1000 : value
    case 'long':
      return BigInt(logical?.name === 'timestamp-millis' ? (value as number) / 1000 : (value as number | bigint))
    case 'bytes':
      return logical?.name === 'decimal' ? twosComplement(value as number | bigint) : Buffer.from(value as Uint8Array)
    case 'fixed':
      return logical?.name === 'decimal'
        ? twosComplement(value as number | bigint, schema.size)
        : Buffer.from(value as Uint8Array)
    case 'array':
      return (value as unknown[]).map((item) => toAvsc(schema.items, item))
    case 'map': {
      const plain: Record<string, unknown> = Object.create(null)
      for (const [key, item] of value as Map<string, unknown>) plain[key] = toAvsc(schema.values, item)
      return plain
    }
    case 'record':
      return Object.fromEntries(
        schema.fields.map(({ name, type }) => [name, toAvsc(type, (value as Record<string, unknown>)[name])]),
      )
    default:
      return value
  }
}

function toUnion(branches: readonly AvroSchema[], value: unknown): unknown {
  if (value === null) return null
  const others = branches.filter(({ kind }) => kind !== 'null')
  const isMarked = others.length > 1
  const name = (schema: AvroSchema) => ('fullName' in schema ? schema.fullName : schema.kind)
  const chosen = isMarked ? others.find((one) => name(one) === (value as { branch: string }).branch)! : others[0]!
  return { [name(chosen)]: toAvsc(chosen, isMarked ? (value as { value: unknown }).value : value) }
}

/** Big-endian, as few bytes as hold the sign: by shifting, and by hand. */
function twosComplement(value: number | bigint, size?: number): Buffer {
  let rest = BigInt(value)
  const bytes: number[] = []
  do {
    bytes.unshift(Number(((rest % 256n) + 256n) % 256n))
    rest = (rest - BigInt(bytes[0]!)) / 256n
  } while (
    size === undefined ? !((rest === 0n && bytes[0]! < 128) || (rest === -1n && bytes[0]! >= 128)) : bytes.length < size
  )
  return Buffer.from(bytes)
}
