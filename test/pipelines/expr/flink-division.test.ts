import { expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import { compileExpr } from '../../../src/pipelines/expr/js/compile.ts'
import { printSql } from '../../../src/pipelines/expr/sql/print.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import { digitsOf } from '../../../src/pipelines/expr/types.ts'
import { column } from './evaluate.ts'
import { random } from './random.ts'

/**
 * A model of Flink's decimals in whole numbers (DecimalDataUtils.divide: 38 significant digits half up, then the scale of
 * LogicalTypeMerging.findDivisionDecimalType half up; CAST half up): the printed text must come to the exact quotient in it.
 */
function flinkDivide(
  a: bigint,
  s1: number,
  p1: number,
  b: bigint,
  s2: number,
  p2: number,
): { unscaled: bigint; scale: number } {
  const scale = Math.max(6, s1 + p2 + 1)
  if (p1 - s1 + s2 + scale > 38) throw new Error('Flink would take digits from the scale')
  // a/b · 10^(s2-s1), to 38 significant digits: 60 digits after the point are more than those.
  const wide = (a * 10n ** BigInt(60 + s2)) / (b * 10n ** BigInt(s1))
  const surplus = Math.max(0, String(wide < 0n ? -wide : wide).length - 38)
  const significant =
    halfUp(a * 10n ** BigInt(60 + s2), b * 10n ** BigInt(s1) * 10n ** BigInt(surplus)) * 10n ** BigInt(surplus)
  return { unscaled: halfUp(significant, 10n ** BigInt(60 - scale)), scale }
}

function halfUp(n: bigint, d: bigint): bigint {
  const negative = n < 0n !== d < 0n
  const [size, by] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const rounded = (size * 2n + by) / (by * 2n)
  return negative ? -rounded : rounded
}

const TEXT =
  /^CAST\((TRUNCATE\()?(?:CAST\("a0" AS DECIMAL\((\d+), (\d+)\)\)|"a0") \/ NULLIF\("a1", CAST\(0 AS DECIMAL\((\d+), (\d+)\)\)\)(?:, \d+\))? AS DECIMAL\((\d+), (\d+)\)\)$/

/** Runs the printed text in the model. */
function flink(sql: string, type1: Type, a: bigint, b: bigint): bigint {
  const parts = TEXT.exec(sql)
  if (parts === null) throw new Error(`the model does not know ${sql}`)
  const own = digitsOf(type1)!
  const [p1, s1] = parts[2] === undefined ? [own.precision, own.scale] : [Number(parts[2]), Number(parts[3])]
  const widened = a * 10n ** BigInt(s1 - own.scale)
  const { unscaled, scale } = flinkDivide(widened, s1, p1, b, Number(parts[5]), Number(parts[4]))
  const power = 10n ** BigInt(scale - Number(parts[7]))
  return parts[1] === undefined ? halfUp(unscaled, power) : unscaled / power
}

/** x with x·n ≡ 1 (mod m). */
function inverse(n: bigint, m: bigint): bigint {
  let [r0, r1, t0, t1] = [m, n % m, 0n, 1n]
  while (r1 > 0n) {
    const q = r0 / r1
    ;[r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1]
  }
  return ((t0 % m) + m) % m
}

// biome-ignore format: one row a case
const signatures: [dividend: string, divisor: string, scale: number][] = [
  ['decimal(15,2)', 'decimal(15,2)', 4],
  ['decimal(15,2)', 'decimal(12,2)', 4],
  ['decimal(12,2)', 'decimal(12,2)', 2],
  ['decimal(15,4)', 'decimal(15,2)', 0],
  ['decimal(9,6)',  'decimal(9,0)',  2],
]

test.for(signatures)(
  '%s / %s to %i digits is rounded once, though Flink rounds three times',
  ([dividend, divisor, scale]) => {
    const [type1, type2] = [parseType(dividend)!, parseType(divisor)!]
    const [d1, d2] = [digitsOf(type1)!, digitsOf(type2)!]
    const types = [type1, type2]
    const up = scale - d1.scale + d2.scale
    const next = random(`${dividend} ${divisor} ${scale}`)
    const anyOf = (digits: number): bigint => {
      const length = 1 + Math.floor(next() * digits)
      return BigInt(Array.from({ length }, () => Math.floor(next() * 10)).join(''))
    }
    let rows: [bigint, bigint][] = Array.from({ length: 500 }, () => [anyOf(d1.precision), anyOf(d2.precision) + 1n])
    // The worst there is: 2 · a · 10^up = m · b ± 1, so that the quotient is as near to a midpoint as its divisor lets it be.
    for (let i = 0; i < 500 && up >= 0; i++) {
      const b = 10n ** BigInt(d2.precision) - 1n - 2n * BigInt(Math.floor(next() * 1e6))
      if (b % 5n === 0n || b < 2n) continue
      const below = b - inverse(2n * 10n ** BigInt(up), b)
      rows.push([below, b], [b - below, b], [-below, b])
    }
    rows = rows.filter(([a, b]) => (a < 0n ? -a : a) < 10n ** BigInt(d1.precision) && b < 10n ** BigInt(d2.precision))
    expect(rows.length).toBeGreaterThan(400)

    let naive = 0
    for (const rounding of ['half-up', 'down']) {
      const options = { scale, rounding, precision: 38 }
      const expr = { op: 'div', args: [column(0), column(1)], options }
      const sql = printSql(expr, 'flink', {
        typeOf: (ref) => types[Number(ref.name.slice(1))]!,
        sql: (ref) => `"${ref.name}"`,
      })
      const js = compileExpr(
        expr,
        types.map((type, index) => ({ ref: column(index), type })),
      )
      for (const [a, b] of rows) {
        const [n, d] = up >= 0 ? [a * 10n ** BigInt(up), b] : [a, b * 10n ** BigInt(-up)]
        const exact = rounding === 'half-up' ? halfUp(n, d) : n / d
        expect(flink(sql, type1, a, b)).toBe(exact)
        expect(js(Number(a), Number(b))).toBe(exact)
        const own = flinkDivide(a, d1.scale, d1.precision, b, d2.scale, d2.precision)
        if (
          rounding === 'half-up' &&
          own.scale >= scale &&
          halfUp(own.unscaled, 10n ** BigInt(own.scale - scale)) !== exact
        )
          naive++
      }
    }
    // The values have teeth: dividing without the wider scale goes wrong on some of them.
    if (dividend === 'decimal(15,2)' && divisor === 'decimal(15,2)') expect(naive).toBeGreaterThan(100)
  },
)
