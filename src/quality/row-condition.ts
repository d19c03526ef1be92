import { z } from 'zod'
import { columnType } from './column-type.ts'
import type { TableColumn } from './expectation.ts'
import type { Dialect } from './sql/dialect.ts'
import { all, inSet, literal } from './sql/literal.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const column = z.strictObject({ name: z.string().min(1) })

const oneValue = z.strictObject({
  type: z.literal('comparison'),
  column,
  operator: z.enum(['==', '!=', '<', '<=', '>', '>=']),
  parameter: scalar,
})
const manyValues = z.strictObject({
  type: z.literal('comparison'),
  column,
  operator: z.enum(['IN', 'NOT_IN']),
  parameter: z.array(scalar).min(1),
})
const comparison = z.discriminatedUnion('operator', [oneValue, manyValues])
const nullity = z.strictObject({ type: z.literal('nullity'), column, is_null: z.boolean() })
const simple = z.union([comparison, nullity])
/** Great Expectations allows no `or` inside an `and`, and no `or` inside an `or`. */
const and = z.strictObject({ type: z.literal('and'), conditions: z.array(simple).min(1) })
const or = z.strictObject({ type: z.literal('or'), conditions: z.array(z.union([comparison, nullity, and])).min(1) })

/** Great Expectations' conditions as objects: its texts (`condition_parser`) mean something else on each of its engines. */
export const RowCondition = z.union([comparison, nullity, and, or], {
  error:
    'expected a condition as an object, e.g. {"type": "comparison", "column": {"name": "a"}, "operator": "<", "parameter": 50}',
})
export type RowCondition = z.infer<typeof RowCondition>

const OPERATORS = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const

/** Rows for which it is unknown, because a value is null, are left out. */
export function conditionSql(condition: RowCondition, dialect: Dialect, columns: readonly TableColumn[]): string {
  switch (condition.type) {
    case 'comparison':
      return comparisonSql(condition, dialect, columnType(condition.column.name, columns))
    case 'nullity':
      return `${dialect.quote(condition.column.name)} IS ${condition.is_null ? '' : 'NOT '}NULL`
    case 'and':
      return all(...condition.conditions.map((part) => conditionSql(part, dialect, columns)))
    case 'or':
      return condition.conditions.map((part) => `(${conditionSql(part, dialect, columns)})`).join(' OR ')
  }
}

function comparisonSql(condition: z.infer<typeof comparison>, dialect: Dialect, type: string | undefined): string {
  const value = dialect.quote(condition.column.name)
  switch (condition.operator) {
    case 'IN':
      return inSet(value, condition.parameter, dialect, type)
    case 'NOT_IN':
      return `NOT (${inSet(value, condition.parameter, dialect, type)})`
    default:
      return `${value} ${OPERATORS[condition.operator]} ${literal(condition.parameter, dialect, type)}`
  }
}

/** For people: `a < 50`. */
export function conditionWords(condition: RowCondition): string {
  switch (condition.type) {
    case 'comparison':
      return `${condition.column.name} ${condition.operator.replace('_', ' ').toLowerCase()} ${JSON.stringify(condition.parameter)}`
    case 'nullity':
      return `${condition.column.name} is ${condition.is_null ? '' : 'not '}null`
    case 'and':
    case 'or':
      return condition.conditions.map(conditionWords).join(` ${condition.type} `)
  }
}

/** Every column it names, with the path inside the condition. */
export function conditionColumns(
  condition: RowCondition,
): readonly { readonly name: string; readonly path: readonly (string | number)[] }[] {
  if (condition.type === 'comparison' || condition.type === 'nullity')
    return [{ name: condition.column.name, path: ['column', 'name'] }]
  return condition.conditions.flatMap((part, i) =>
    conditionColumns(part).map(({ name, path }) => ({ name, path: ['conditions', i, ...path] })),
  )
}
