import { DqError } from '../../../kernel/errors.ts'
import { MAX_PRECISION } from '../../../kernel/value-type.ts'
import type { SqlArg, SqlRule } from '../operator.ts'
import { decimalType, digitsOf } from '../types.ts'
import { sqlAs } from './convert.ts'

/** A decimal's digits as an integer, and as many zeros more: taken from its text, because a product might need too many digits. */
function unscaled(arg: SqlArg, zeros: number): string {
  const digits = arg.type.kind === 'decimal' ? `replace(CAST(${arg.text} AS VARCHAR), '.', '')` : arg.text
  const integer = `CAST(${digits} AS HUGEINT)`
  return zeros > 0 ? `${integer} * CAST(1${'0'.repeat(zeros)} AS HUGEINT)` : integer
}

/**
 * The quotient in whole numbers, since DuckDB divides decimals as doubles: with n and d as HUGEINT, `//` truncates and `%` is the
 * exact remainder, which decides the rounding.
 */
export const divideDuckdb: SqlRule = ([a, b], { type, options }) => {
  if (type.kind !== 'decimal') return `(CASE WHEN ${b!.text} = 0 THEN NULL ELSE ${a!.text} / ${b!.text} END)`
  const [da, db] = [digitsOf(a!.type)!, digitsOf(b!.type)!]
  const up = type.scale - da.scale + db.scale
  const digits = Math.max(da.precision + Math.max(up, 0), db.precision + Math.max(-up, 0))
  if (digits > MAX_PRECISION) throw tooWide('DuckDB', digits)
  const n = `(${unscaled(a!, up)})`
  const d = `(${unscaled(b!, -up)})`
  const away = {
    'half-up': `abs(${n} % ${d}) * 2 >= abs(${d})`,
    'half-even': `abs(${n} % ${d}) * 2 > abs(${d}) OR (abs(${n} % ${d}) * 2 = abs(${d}) AND (${n} // ${d}) % 2 <> 0)`,
    down: undefined,
  }[String(options.rounding)]
  const quotient =
    away === undefined
      ? `${n} // ${d}`
      : `${n} // ${d} + CASE WHEN ${away} THEN CASE WHEN (${n} < 0) <> (${d} < 0) THEN -1 ELSE 1 END ELSE 0 END`
  // 10^-scale as a decimal: the product has exactly the digits of the quotient.
  const unit =
    type.scale === 0 ? '' : ` * CAST(0.${'0'.repeat(type.scale - 1)}1 AS DECIMAL(${type.scale}, ${type.scale}))`
  const result = `CAST(CAST(${quotient} AS DECIMAL(${MAX_PRECISION}, 0))${unit} AS DECIMAL(${type.precision}, ${type.scale}))`
  return `(CASE WHEN ${b!.text} = 0 THEN NULL ELSE ${result} END)`
}

/**
 * The quotient in Flink, which rounds half up to 38 significant digits, again to its own scale (that of the dividend + the digits
 * of the divisor + 1) and a third time in CAST. That is exact as long as the second scale is at least `scale + digits of the divisor
 * + 1`: a quotient that is not itself a midpoint is at least 0.5 · 10^-(scale + digits of the divisor) away from one, further than
 * the first two roundings can move it. So the dividend is given at least the scale of the result.
 */
export const divideFlink: SqlRule = ([a, b], { type, options }) => {
  const divisor = `NULLIF(${b!.text}, 0)`
  if (type.kind !== 'decimal') return `(${a!.text} / ${divisor})`
  const [da, db] = [digitsOf(a!.type)!, digitsOf(b!.type)!]
  if (options.rounding === 'half-even')
    throw new DqError('Flink has no half-even division', { hint: 'use rounding half-up or down' })
  const scale = Math.max(da.scale, type.scale)
  const widened = decimalType(da.precision - da.scale + scale, scale)
  const digits = da.precision - da.scale + db.scale + Math.max(6, scale + db.precision + 1)
  if (widened.precision > MAX_PRECISION || digits > MAX_PRECISION) throw tooWide('Flink', digits)
  const [n, d] = [sqlAs(a!, widened, 'flink'), sqlAs(b!, decimalType(db.precision, db.scale), 'flink')]
  const quotient = `${n} / NULLIF(${d}, CAST(0 AS DECIMAL(${db.precision}, ${db.scale})))`
  const rounded = options.rounding === 'down' ? `TRUNCATE(${quotient}, ${type.scale})` : quotient
  return `CAST(${rounded} AS DECIMAL(${type.precision}, ${type.scale}))`
}

const tooWide = (engine: string, digits: number): DqError =>
  new DqError(`${engine} cannot divide these exactly: ${digits} digits would be needed, 38 is the most`, {
    hint: 'cast dividend and divisor to fewer digits first',
  })
