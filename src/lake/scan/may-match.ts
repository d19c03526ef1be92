import { compareValues } from '../iceberg/compare.ts'
import type { Transform } from '../iceberg/partition-spec.ts'
import type { Value } from '../iceberg/single-value.ts'
import { transformValue } from '../iceberg/transform-value.ts'
import type { PrimitiveType } from '../iceberg/types.ts'
import type { BoundFilter, Condition } from './bind.ts'
import type { Comparison } from './filter.ts'

/** What is known of the values in a file (or of a manifest's files), of a column or of a transform of it; what is undefined is unknown. */
export interface Evidence {
  readonly transform: Transform
  readonly lower?: Value | undefined
  readonly upper?: Value | undefined
  /** NaN is in no bound: above every number, and equal to none. */
  readonly mayHaveNan?: boolean
  readonly hasNull?: boolean | undefined
  readonly hasValue?: boolean | undefined
}

/** Everything that is known of a column, by its id. */
export type EvidenceOf = (columnId: number) => readonly Evidence[]

/** False only when no row can be wanted (table specification, "Scan Planning"). */
export function mayMatch(filter: BoundFilter, evidenceOf: EvidenceOf): boolean {
  if ('parts' in filter) {
    const match = (part: BoundFilter): boolean => mayMatch(part, evidenceOf)
    return filter.kind === 'and' ? filter.parts.every(match) : filter.parts.some(match)
  }
  return evidenceOf(filter.column.id).every((evidence) => allows(filter, evidence))
}

function allows(condition: Condition, evidence: Evidence): boolean {
  if (condition.kind === 'null') return (condition.isNull ? evidence.hasNull : evidence.hasValue) !== false
  if (evidence.hasValue === false) return false
  const { type } = condition.column
  if (condition.kind === 'in') return condition.literals.some(({ value }) => compares(evidence, '=', type, value))
  return compares(evidence, condition.comparison, type, condition.literal.value)
}

function compares(
  { transform, lower, upper, mayHaveNan = false }: Evidence,
  comparison: Comparison,
  type: PrimitiveType,
  value: Value,
): boolean {
  if (transform.kind === 'void' || transform.kind === 'unknown') return true
  if (transform.kind === 'bucket' && comparison !== '=') return true
  // Every transform but identity keeps only a weak order: a day that is equal may hold smaller times. Of values that can be counted, less
  // than one is at most the one before.
  const isStrict = transform.kind === 'identity'
  const step = isStrict ? undefined : STEP[comparison]
  const bound = transformValue(transform, type, step === undefined ? value : neighbour(type, value, step))
  if (bound === null) return true
  const isBelow = (orEqual: boolean): boolean => lower === undefined || compareValues(lower, bound) < (orEqual ? 1 : 0)
  const isAbove = (orEqual: boolean): boolean => upper === undefined || compareValues(upper, bound) > (orEqual ? -1 : 0)
  switch (comparison) {
    case '=':
      return isBelow(true) && isAbove(true)
    case '<':
      return isBelow(!isStrict)
    case '<=':
      return isBelow(true)
    case '>':
      return mayHaveNan || isAbove(!isStrict)
    case '>=':
      return mayHaveNan || isAbove(true)
    case '<>':
      // Bounds of columns may be cut: nothing follows from both being the value.
      return true
  }
}

const STEP: Readonly<Partial<Record<Comparison, bigint>>> = { '<': -1n, '>': 1n }

const COUNTED = new Set(['int', 'long', 'date', 'time', 'timestamp', 'timestamptz', 'decimal'])

function neighbour(type: PrimitiveType, value: Value, step: bigint): Value {
  if (!COUNTED.has(type.kind)) return value
  return typeof value === 'bigint' ? value + step : Number(value) + Number(step)
}
