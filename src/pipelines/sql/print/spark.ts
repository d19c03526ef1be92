import type { Type } from '../../../kernel/value-type.ts'
import { divideFlink } from '../../expr/sql/divide.ts'
import type { SqlDialect } from './dialect.ts'
import { trino } from './trino.ts'

const NAMES: Partial<Readonly<Record<Type['kind'], string>>> = {
  int: 'INT',
  float: 'FLOAT',
  string: 'STRING',
  bytes: 'BINARY',
  timestamp: 'TIMESTAMP',
}

/**
 * Spark 4 with `spark.sql.ansi.enabled` and the session's zone UTC. Its quotients have the scale that Flink's have, so one rule serves
 * both; a backslash in a text is an escape there.
 */
export const spark: SqlDialect = {
  name: 'spark',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  type: (type) => NAMES[type.kind] ?? trino.type(type),
  parameter: (name) => `:${name}`,
  divide: (dividend, divisor, type) => {
    const args = [dividend, divisor].map((one) => ({ ...one, expr: { op: 'literal', type: 'null' } as const }))
    return divideFlink(args, { type, options: { rounding: 'half-up' } })
  },
  widensDates: false,
  skipsNulls: true,
  calls: {
    starts_with: (args) => `STARTSWITH(${args.join(', ')})`,
    date_diff: ([, from, to]) => `DATEDIFF(${to}, ${from})`,
  },
}
