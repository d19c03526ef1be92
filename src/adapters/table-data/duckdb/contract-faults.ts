import type { AvroSchema } from '../../../contracts/avro/schema.ts'
import type { Contract, FieldConstraints } from '../../../contracts/model.ts'
import { literal, name } from './column-sql.ts'

/** What a row may have wrong in a field: a condition of DuckDB that is true for such rows, and how people say it. */
export interface RowFault {
  readonly field: string
  readonly sql: string
  /** `is above 100`. */
  readonly words: string
}

/** Every constraint of a contract but nulls: bounds, lengths, patterns, values of an enum, the size of a fixed. */
export function contractFaults({ fields, schema }: Contract): readonly RowFault[] {
  const types = new Map(schema.fields.map(({ name: field, type }) => [field, withoutNull(type)]))
  return fields.flatMap(({ name: field, constraints }) =>
    [...constraintFaults(field, constraints), ...typeFaults(field, types.get(field))].map(([sql, words]) => ({
      field,
      sql,
      words,
    })),
  )
}

const withoutNull = (type: AvroSchema): AvroSchema | undefined =>
  type.kind === 'union' ? type.branches.find(({ kind }) => kind !== 'null') : type

type Fault = readonly [sql: string, words: string]

function constraintFaults(field: string, constraints: FieldConstraints): readonly Fault[] {
  const of = name(field)
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern } = constraints
  const bounds = (
    [
      ['<', minimum, 'is below'],
      ['>', maximum, 'is above'],
      ['<=', exclusiveMinimum, 'is not above'],
      ['>=', exclusiveMaximum, 'is not below'],
    ] as const
  ).flatMap(([sign, bound, words]): readonly Fault[] =>
    bound === undefined ? [] : [[`${of} ${sign} ${bound}`, `${words} ${bound}`]],
  )
  return [
    ...bounds,
    ...(minLength === undefined ? [] : [[`length(${of}) < ${minLength}`, `is shorter than ${minLength}`] as const]),
    ...(maxLength === undefined ? [] : [[`length(${of}) > ${maxLength}`, `is longer than ${maxLength}`] as const]),
    ...(pattern === undefined
      ? []
      : [[`NOT regexp_matches(${of}, ${literal(pattern)})`, `does not match ${pattern}`] as const]),
  ]
}

/** What a column's type in the table does not say: it is text for an enum, bytes of any length for a fixed. */
function typeFaults(field: string, type: AvroSchema | undefined): readonly Fault[] {
  const of = name(field)
  if (type?.kind === 'enum')
    return [[`${of} NOT IN (${type.symbols.map(literal).join(', ')})`, `is none of ${type.symbols.join(', ')}`]]
  const isBytes = type?.kind === 'fixed' && type.logical?.name !== 'decimal' && type.logical?.name !== 'uuid'
  return isBytes ? [[`octet_length(${of}) <> ${type.size}`, `is not of ${type.size} bytes`]] : []
}
