import { DqError } from '../../../kernel/errors.ts'
import { sqlIdentifier } from '../../../kernel/sql-text.ts'
import { MAX_PRECISION, type Type } from '../../../kernel/value-type.ts'
import { sqlString } from '../../expr/sql/quote.ts'
import { typeText } from '../../expr/type-text.ts'
import { digitsOf } from '../../expr/types.ts'
import type { Decimal, Operand, SqlDialect } from './dialect.ts'

const NAMES: Partial<Readonly<Record<Type['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  int53: 'BIGINT',
  long: 'BIGINT',
  float: 'REAL',
  double: 'DOUBLE',
  string: 'VARCHAR',
  bytes: 'VARBINARY',
  date: 'DATE',
  time: 'TIME(6)',
  timestamp: 'TIMESTAMP(6)',
}

function typeName(type: Type): string {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision}, ${type.scale})`
  const name = NAMES[type.kind]
  if (name === undefined)
    throw new DqError(`SQL has no expression of type ${typeText(type)}`, { hint: 'use its fields' })
  return name
}

/**
 * Trino rounds a quotient half up to the greater scale of the two. That is the only rounding when the result has that scale;
 * else the first is pushed so far out (result scale + digits of the divisor + 1) that it cannot reach a midpoint.
 */
function divide(dividend: Operand, divisor: Operand, to: Decimal): string {
  const [a, b] = [digitsOf(dividend.type)!, digitsOf(divisor.type)!]
  const isOnce = a.scale <= to.scale && b.scale <= to.scale
  const scale = isOnce ? to.scale : Math.max(a.scale, to.scale + b.precision + 1)
  const precision = a.precision - a.scale + scale
  if (precision + b.scale > MAX_PRECISION)
    throw new DqError(
      `Trino cannot divide these exactly: ${precision + b.scale} digits would be needed, 38 is the most`,
      {
        hint: 'cast dividend and divisor to fewer digits first',
      },
    )
  const n = `CAST(${dividend.text} AS DECIMAL(${precision}, ${scale}))`
  const d = `CAST(${divisor.text} AS DECIMAL(${b.precision}, ${b.scale}))`
  return `CAST(${n} / NULLIF(${d}, 0) AS DECIMAL(${to.precision}, ${to.scale}))`
}

/** Trino, on Iceberg: timestamps are read in UTC. */
export const trino: SqlDialect = {
  name: 'trino',
  quote: sqlIdentifier,
  text: sqlString,
  type: typeName,
  divide,
  widensDates: false,
  skipsNulls: false,
  calls: {},
}
