import { isJsonObject, type Json, pointer } from '../../kernel/json.ts'
import { branchName } from './names.ts'
import type { AvroRecord, AvroSchema } from './schema.ts'

/** What the judge of a default may know about the types at that moment. */
export interface DefaultView {
  readonly floats: ReadonlySet<string>
  /** The type behind a stand-in, or the schema itself. */
  readonly behind: (schema: AvroSchema) => AvroSchema
  readonly fieldsKnown: (record: AvroRecord) => boolean
}

export interface DefaultFault {
  readonly pointer: string
  readonly message: string
  readonly hint: string
}

/** Thrown when a default needs the fields of a record that Avro Java has not put together yet: it gives up there. */
export class FieldsNotKnown extends Error {
  readonly record: AvroRecord

  constructor(record: AvroRecord) {
    super(`fields of ${record.fullName}`)
    this.record = record
  }
}

/**
 * Why a value is no default of a type, or undefined. As Avro Java judges it: by the JSON type alone, so any text does
 * for an enum or a fixed; a union takes a value of any branch (since Avro 1.12); an object for a record may leave
 * out fields that have defaults and may hold keys that are no fields.
 */
export function defaultFault(type: AvroSchema, value: Json, at: string, view: DefaultView): DefaultFault | undefined {
  const schema = view.behind(type)
  const fault = (hint: string): DefaultFault => ({
    pointer: at,
    message: `${show(value)} is not a default of type ${named(schema)}`,
    hint,
  })
  switch (schema.kind) {
    case 'null':
      return value === null ? undefined : fault('Write null.')
    case 'boolean':
      return typeof value === 'boolean' ? undefined : fault(orNull(value, 'boolean', 'Write true or false.'))
    case 'string':
      return typeof value === 'string' ? undefined : fault(orNull(value, 'string', 'Write a string in quotes.'))
    case 'bytes':
    case 'fixed':
      return typeof value === 'string'
        ? undefined
        : fault(orNull(value, branchName(schema), 'Write a string whose characters U+0000 to U+00FF are the bytes.'))
    case 'enum':
      return typeof value === 'string'
        ? undefined
        : fault(orNull(value, schema.fullName, `Write one of its symbols as a string: ${schema.symbols.join(', ')}.`))
    case 'int':
    case 'long':
      return integerHint(schema.kind, value, view.floats.has(at), fault)
    case 'float':
    case 'double':
      return typeof value === 'number' || typeof value === 'bigint'
        ? undefined
        : fault(
            orNull(
              value,
              schema.kind,
              'Write a number (text such as "NaN" works only where the field itself is a float or double).',
            ),
          )
    case 'array':
      if (!Array.isArray(value)) return fault(orNull(value, 'an array', 'Write a JSON array, for instance [].'))
      return first(value, (item: Json, i) => defaultFault(schema.items, item, pointer(at, i), view))
    case 'map':
      if (!isJsonObject(value)) return fault(orNull(value, 'a map', 'Write a JSON object, for instance {}.'))
      return first(Object.entries(value), ([key, item]) => defaultFault(schema.values, item, pointer(at, key), view))
    case 'union':
      return first(schema.branches, (branch) =>
        defaultFault(branch, value, at, view) === undefined ? true : undefined,
      )
        ? undefined
        : fault('Write the bare value of one of its branches, or add a branch that fits.')
    case 'record':
      return recordFault(schema, value, at, view, fault)
  }
}

function recordFault(
  record: AvroRecord,
  value: Json,
  at: string,
  view: DefaultView,
  fault: (hint: string) => DefaultFault,
): DefaultFault | undefined {
  if (!isJsonObject(value)) return fault(orNull(value, branchName(record), 'Write a JSON object with its fields.'))
  if (!view.fieldsKnown(record)) throw new FieldsNotKnown(record)
  return first(record.fields, (field) => {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined
    if (given !== undefined) return defaultFault(field.type, given, pointer(at, field.name), view)
    // A field's own default was judged when the record was read.
    if (field.default !== undefined) return undefined
    return {
      pointer: at,
      message: `The default lacks "${field.name}", a field of ${record.fullName} without a default`,
      hint: `Add "${field.name}" to the object.`,
    }
  })
}

const RANGE = { int: [-(2n ** 31n), 2n ** 31n - 1n], long: [-(2n ** 63n), 2n ** 63n - 1n] } as const

function integerHint(
  kind: 'int' | 'long',
  value: Json,
  isFloat: boolean,
  fault: (hint: string) => DefaultFault,
): DefaultFault | undefined {
  if (typeof value !== 'bigint' && typeof value !== 'number') return fault(orNull(value, kind, 'Write a whole number.'))
  if (isFloat || (typeof value === 'number' && !Number.isSafeInteger(value)))
    return fault('Write a whole number without a fraction or exponent.')
  const [least, most] = RANGE[kind]
  if (BigInt(value) >= least && BigInt(value) <= most) return undefined
  return fault(`An Avro ${kind} reaches from ${least} to ${most}${kind === 'int' ? '; use long' : ''}.`)
}

function first<T, R>(items: readonly T[], judge: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of items.entries()) {
    const found = judge(item, index)
    if (found !== undefined) return found
  }
  return undefined
}

const orNull = (value: Json, type: string, hint: string): string =>
  value === null ? `${hint} Or make the type a union with null: ["null", …] in place of ${type}.` : hint

/** A schema in a sentence: a union by its branches. */
const named = (schema: AvroSchema): string =>
  schema.kind === 'union' ? `[${schema.branches.map(branchName).join(', ')}]` : branchName(schema)

function show(value: Json): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'An array'
  if (isJsonObject(value)) return Object.keys(value).length === 0 ? '{}' : 'An object'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
