import type { Contract, FieldConstraints } from '../../../contracts/model.ts'
import { literal, name } from './column-sql.ts'

/** What a row may have wrong in a field: a condition of DuckDB that is true for such rows, and how people say it. */
export interface RowFault {
  readonly field: string
  readonly sql: string
  /** `is above 100`. */
  readonly words: string
}

/** Every constraint of a contract but nulls: bounds, lengths, patterns, values of an enum. */
export function contractFaults({ fields, schema }: Contract): readonly RowFault[] {
  const enums = new Map(
    schema.fields.flatMap(({ name: field, type }) => {
      const inner = type.kind === 'union' ? type.branches.find(({ kind }) => kind !== 'null') : type
      return inner?.kind === 'enum' ? [[field, inner.symbols] as const] : []
    }),
  )
  return fields.flatMap(({ name: field, constraints }) =>
    [...constraintFaults(field, constraints), ...enumFault(field, enums.get(field))].map(([sql, words]) => ({
      field,
      sql,
      words,
    })),
  )
}

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

const enumFault = (field: string, symbols: readonly string[] | undefined): readonly Fault[] =>
  symbols === undefined
    ? []
    : [[`${name(field)} NOT IN (${symbols.map(literal).join(', ')})`, `is none of ${symbols.join(', ')}`]]
