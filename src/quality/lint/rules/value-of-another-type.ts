import type { Type } from '../../../kernel/value-type.ts'
import type { CheckedExpectation } from '../../checked-suite.ts'
import type { RowCondition } from '../../row-condition.ts'
import { columnOf, defineSuiteRule } from '../rule.ts'

const NUMBERS = new Set<Type['kind']>(['int', 'int53', 'long', 'float', 'double', 'decimal'])
const INSTANTS = new Set<Type['kind']>(['date', 'timestamp'])
const COMPARES = /_(values_to_be_between|max_to_be_between|min_to_be_between|in_set|contain_set|equal_set)$/

export default defineSuiteRule({
  id: 'value-of-another-type',
  severity: 'error',
  what: 'A bound, a value of a set or a value of a row condition that is not of the type of its column.',
  why: 'Engines cast it each in their own way, or refuse the query: "5" is in a set of numbers on one of them, and not on the next.',
  example: '`"min_value": "2017-01-01"` of a decimal, `"value_set": ["1"]` of an integer',
  fix: 'write the value as the contract has the column',
  *look(expectation, { types }) {
    for (const { column, name, values } of [
      ...ownValues(expectation),
      ...conditionValues(expectation.bound.condition),
    ]) {
      const type = types.get(column)
      const found = values.find((value) => type !== undefined && isOther(value, type))
      if (found !== undefined && type !== undefined)
        yield { message: `${name}: ${JSON.stringify(found)} is no ${wordOf(type)}, and ${column} is one` }
    }
  },
})

interface Compared {
  readonly column: string
  readonly name: string
  readonly values: readonly unknown[]
}

function ownValues(expectation: CheckedExpectation): readonly Compared[] {
  const column = columnOf(expectation)
  const { type, kwargs } = expectation
  if (column === undefined || !COMPARES.test(type)) return []
  return ['min_value', 'max_value', 'value_set'].map((name) => ({ column, name, values: [kwargs[name] ?? []].flat() }))
}

function conditionValues(condition: RowCondition | undefined): readonly Compared[] {
  if (condition === undefined || condition.type === 'nullity') return []
  if (condition.type !== 'comparison') return condition.conditions.flatMap(conditionValues)
  return [{ column: condition.column.name, name: 'row_condition', values: [condition.parameter].flat() }]
}

function isOther(value: unknown, { kind }: Type): boolean {
  if (NUMBERS.has(kind)) return typeof value !== 'number'
  if (INSTANTS.has(kind)) return typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)
  return (kind === 'string' && typeof value !== 'string') || (kind === 'boolean' && typeof value !== 'boolean')
}

const wordOf = ({ kind }: Type): string => (NUMBERS.has(kind) ? 'number' : kind === 'string' ? 'text' : kind)
