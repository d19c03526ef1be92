import type { Type } from '../../../kernel/value-type.ts'
import { decimalType, isExact, isNumeric } from '../../expr/types.ts'
import type { Call } from '../ast.ts'
import type { SqlEdgeKind } from './origin.ts'
import { meetingType, type SqlType, scalar, UNKNOWN } from './sql-type.ts'

/** A function that the three engines have, under one name and meaning here. */
export interface SqlFunction {
  readonly kind: 'scalar' | 'aggregate' | 'window'
  /** Least and most number of arguments. */
  readonly arity: readonly [number, number]
  /** How it is called, for messages. */
  readonly usage: string
  /** The type of its value; undefined when the arguments are not what `usage` says. */
  readonly type: (args: readonly SqlType[], call: Call, isGrouped: boolean) => SqlType | undefined
  /** How an argument matters to the value; `value` where nothing is said. */
  readonly edges?: readonly SqlEdgeKind[]
}

const isText = (type: SqlType | undefined): boolean => type?.kind === 'string' || type?.kind === 'null'
const isWhole = (type: SqlType | undefined): boolean =>
  type !== undefined && (type.kind === 'int' || type.kind === 'long' || type.kind === 'null')
const someNull = (args: readonly SqlType[]): boolean => args.some(({ nullable }) => nullable)

const text = (usage: string, arity: readonly [number, number] = [1, 1]): SqlFunction => ({
  kind: 'scalar',
  arity,
  usage,
  type: (args) => (args.every(isText) ? scalar('string', someNull(args)) : undefined),
})

const extreme = (usage: string): SqlFunction => ({
  kind: 'aggregate',
  arity: [1, 1],
  usage,
  type: ([arg], call, isGrouped) => aggregated(arg!, call, isGrouped),
})

const rounded = (usage: string): SqlFunction => ({
  kind: 'scalar',
  arity: [1, 1],
  usage,
  type([arg]) {
    if (arg?.kind === 'decimal') return decimalType(Math.min(38, arg.precision - arg.scale + 1), 0, arg.nullable)
    return arg !== undefined && isNumeric(arg) ? arg : undefined
  },
})

const rank = (usage: string): SqlFunction => ({
  kind: 'window',
  arity: [0, 0],
  usage,
  type: () => scalar('long', false),
})

const neighbour = (usage: string): SqlFunction => ({
  kind: 'window',
  arity: [1, 2],
  usage,
  type: ([arg, by]) => (by === undefined || isWhole(by) ? asNullable(arg!) : undefined),
})

const truth = (usage: string): SqlFunction => ({
  kind: 'aggregate',
  arity: [1, 1],
  usage,
  type: ([arg], call, isGrouped) => (arg!.kind === 'boolean' ? aggregated(arg!, call, isGrouped) : undefined),
})

const asNullable = (type: SqlType): SqlType => (type.kind === 'null' ? type : { ...type, nullable: true })

/** Null when there may be no value: without a group, with a FILTER, in a frame that may be empty. */
const aggregated = (arg: SqlType, { filter, over }: Call, isGrouped: boolean): SqlType =>
  filter === undefined && (isGrouped || (over !== undefined && over.frame === undefined)) ? arg : asNullable(arg)

const UNITS = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour'])

/** The first argument of date_trunc and date_diff: a unit, written out. */
const unitOf = (call: Call): string | undefined => {
  const [unit] = call.args
  return unit?.kind === 'literal' && unit.type === 'string' && UNITS.has(unit.text) ? unit.text : undefined
}

export const FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  abs: {
    kind: 'scalar',
    arity: [1, 1],
    usage: 'ABS(number)',
    type: ([arg]) => (isNumeric(arg!) || arg!.kind === 'null' ? arg : undefined),
  },
  floor: rounded('FLOOR(number)'),
  ceil: rounded('CEIL(number)'),
  round: {
    kind: 'scalar',
    arity: [1, 2],
    usage: 'ROUND(decimal, digits), digits written out',
    type([arg], { args: [, by] }) {
      if (arg?.kind !== 'decimal') return undefined
      const scale = by === undefined ? 0 : by.kind === 'literal' && by.type === 'integer' ? Number(by.text) : -1
      if (scale < 0 || scale > arg.scale) return undefined
      return decimalType(Math.min(38, arg.precision - arg.scale + scale + 1), scale, arg.nullable)
    },
  },
  coalesce: {
    kind: 'scalar',
    arity: [1, 99],
    usage: 'COALESCE(a, b, …), of one type',
    type(args) {
      const type = meetingType(args)
      return type === undefined || type.kind === 'null'
        ? type
        : { ...type, nullable: args.every((arg) => arg.nullable) }
    },
  },
  nullif: {
    kind: 'scalar',
    arity: [2, 2],
    usage: 'NULLIF(a, b), of one type',
    type: ([a, b]) => (meetingType([a!, b!]) === undefined ? undefined : asNullable(a!)),
    edges: ['value', 'condition'],
  },
  greatest: {
    kind: 'scalar',
    arity: [2, 99],
    usage: 'GREATEST(a, b, …), of one type',
    type: meetingType,
  },
  least: { kind: 'scalar', arity: [2, 99], usage: 'LEAST(a, b, …), of one type', type: meetingType },
  lower: text('LOWER(text)'),
  upper: text('UPPER(text)'),
  trim: text('TRIM(text)'),
  replace: text('REPLACE(text, from, to)', [3, 3]),
  concat: text('CONCAT(text, text, …)', [2, 99]),
  starts_with: {
    kind: 'scalar',
    arity: [2, 2],
    usage: 'STARTS_WITH(text, text)',
    type: (args) => (args.every(isText) ? scalar('boolean', someNull(args)) : undefined),
  },
  length: {
    kind: 'scalar',
    arity: [1, 1],
    usage: 'LENGTH(text)',
    type: ([arg]) => (isText(arg) ? scalar('long', arg!.nullable) : undefined),
  },
  substring: {
    kind: 'scalar',
    arity: [2, 3],
    usage: 'SUBSTRING(text, from, length), from 1 on',
    type: ([arg, ...rest]) =>
      isText(arg) && rest.every(isWhole) ? scalar('string', someNull([arg!, ...rest])) : undefined,
  },
  date_trunc: {
    kind: 'scalar',
    arity: [2, 2],
    usage: `DATE_TRUNC('unit', date or timestamp), unit one of ${[...UNITS].join(', ')}`,
    type: ([, arg], call) =>
      unitOf(call) !== undefined && (arg!.kind === 'date' || arg!.kind === 'timestamp') ? arg : undefined,
  },
  date_diff: {
    kind: 'scalar',
    arity: [3, 3],
    usage: "DATE_DIFF('day', date, date)",
    type: ([, from, to], call) =>
      unitOf(call) === 'day' && [from!, to!].every(({ kind }) => kind === 'date' || kind === 'null')
        ? scalar('long', someNull([from!, to!]))
        : undefined,
  },
  count: { kind: 'aggregate', arity: [1, 1], usage: 'COUNT(*) or COUNT(x)', type: () => scalar('long', false) },
  sum: {
    kind: 'aggregate',
    arity: [1, 1],
    usage: 'SUM(number)',
    type([arg], call, isGrouped) {
      if (arg!.kind === 'null') return UNKNOWN
      const sum: Type | undefined =
        arg!.kind === 'decimal'
          ? decimalType(38, arg!.scale, arg!.nullable)
          : isExact(arg!)
            ? scalar('long', arg!.nullable)
            : isNumeric(arg!)
              ? scalar('double', arg!.nullable)
              : undefined
      return sum && aggregated(sum, call, isGrouped)
    },
  },
  avg: {
    kind: 'aggregate',
    arity: [1, 1],
    usage:
      'AVG(double): of exact numbers it has other digits on each engine, so write CAST(CAST(SUM(x) AS decimal(15, 2)) / COUNT(x) AS decimal(15, 2))',
    type: ([arg], call, isGrouped) =>
      arg!.kind === 'double' || arg!.kind === 'float'
        ? aggregated(scalar('double', arg!.nullable), call, isGrouped)
        : undefined,
  },
  min: extreme('MIN(x)'),
  max: extreme('MAX(x)'),
  bool_and: truth('BOOL_AND(condition)'),
  bool_or: truth('BOOL_OR(condition)'),
  row_number: rank('ROW_NUMBER() OVER (… ORDER BY …)'),
  rank: rank('RANK() OVER (… ORDER BY …)'),
  dense_rank: rank('DENSE_RANK() OVER (… ORDER BY …)'),
  ntile: {
    kind: 'window',
    arity: [1, 1],
    usage: 'NTILE(n) OVER (… ORDER BY …)',
    type: ([arg]) => (isWhole(arg) ? scalar('long', false) : undefined),
  },
  lag: neighbour('LAG(x, rows) OVER (… ORDER BY …)'),
  lead: neighbour('LEAD(x, rows) OVER (… ORDER BY …)'),
  first_value: { ...neighbour('FIRST_VALUE(x) OVER (… ORDER BY …)'), arity: [1, 1] },
  last_value: { ...neighbour('LAST_VALUE(x) OVER (… ORDER BY …)'), arity: [1, 1] },
}

/** Other names of the same functions, and what to write for some that mean different things. */
export const INSTEAD: Readonly<Record<string, string>> = {
  if: 'CASE WHEN … THEN … ELSE … END',
  iff: 'CASE WHEN … THEN … ELSE … END',
  ifnull: 'COALESCE(a, b)',
  nvl: 'COALESCE(a, b)',
  isnull: 'x IS NULL',
  substr: 'SUBSTRING(text, from, length)',
  char_length: 'LENGTH(text)',
  ceiling: 'CEIL(number)',
  mod: 'a % b',
  datediff: "DATE_DIFF('day', from, to)",
  now: 'a parameter: a batch job gives the same rows whenever it runs',
  current_date: 'a parameter: a batch job gives the same rows whenever it runs',
  current_timestamp: 'a parameter: a batch job gives the same rows whenever it runs',
  random: 'something that gives the same rows on every run',
  year: 'EXTRACT(YEAR FROM x)',
  month: 'EXTRACT(MONTH FROM x)',
  day: 'EXTRACT(DAY FROM x)',
  count_if: 'COUNT(*) FILTER (WHERE …)',
}
