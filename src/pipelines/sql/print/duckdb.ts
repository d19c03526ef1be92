import { divideDuckdb } from '../../expr/sql/divide.ts'
import { sqlName, sqlString } from '../../expr/sql/quote.ts'
import { sqlType } from '../../expr/sql/types.ts'
import { digitsOf } from '../../expr/types.ts'
import type { Decimal, Operand, SqlDialect } from './dialect.ts'

/** Digits up to which DuckDB calculates in 64 bits. */
const SMALL = 18

/**
 * DuckDB gives two decimals of up to 18 digits a result of 18, and fails on more: a factor of 19 digits makes it calculate in 128
 * bits.
 */
function decimal(op: '+' | '-' | '*', left: Operand, right: Operand, to: Decimal): string {
  const [a, b] = [digitsOf(left.type)!, digitsOf(right.type)!]
  const digits = op === '*' ? a.precision + b.precision : Math.max(a.precision, b.precision) + 1
  const isSmall = a.precision <= SMALL && b.precision <= SMALL
  const first = isSmall && digits > SMALL ? `CAST(${left.text} AS DECIMAL(${SMALL + 1}, ${a.scale}))` : left.text
  return `CAST(${first} ${op} ${right.text} AS DECIMAL(${to.precision}, ${to.scale}))`
}

/** DuckDB 1.x. It divides decimals as doubles and adds integers to a 128-bit one, so both are written out. */
export const duckdb: SqlDialect = {
  name: 'duckdb',
  quote: (name) => sqlName(name, 'duckdb'),
  text: sqlString,
  type: (type) => sqlType(type, 'duckdb'),
  parameter: (name) => `$${name}`,
  divide: (dividend, divisor, type) => {
    const args = [dividend, divisor].map((one) => ({ ...one, expr: { op: 'literal', type: 'null' } as const }))
    return divideDuckdb(args, { type, options: { rounding: 'half-up' } })
  },
  decimal,
  widensDates: true,
  skipsNulls: true,
  calls: {
    sum: ([arg], { call, type, behind }) => {
      const text = `SUM(${call.distinct ? 'DISTINCT ' : ''}${arg})${behind}`
      return type.kind === 'long' ? `CAST(${text} AS BIGINT)` : text
    },
  },
}
