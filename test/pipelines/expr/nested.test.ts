import { expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import type { Expr } from '../../../src/pipelines/expr/ir.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import { duckdb } from './duckdb.ts'
import { application, column } from './evaluate.ts'
import { generateValue } from './grid.ts'
import { random } from './random.ts'

const COLUMNS = [
  'int?',
  'decimal(4,2)?',
  'decimal(12,2)',
  'string?',
  'string',
  'boolean?',
  'timestamp?',
  'int53',
  'long?',
]
type Family = 'number' | 'string' | 'boolean' | 'timestamp'

/** An expression of that family over the columns, so deep at most; numbers stay small so that most fit. */
function expression(family: Family, depth: number, next: () => number): Expr {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const of = (kind: Family): Expr => expression(kind, depth - 1, next)
  const call = (op: string, ...args: Expr[]): Expr => ({ op, args })
  if (depth === 0) {
    switch (family) {
      case 'number':
        return pick<Expr>([
          column(0),
          column(1),
          column(2),
          column(7),
          column(8),
          { op: 'literal', type: 'int', value: 2 },
          { op: 'literal', type: 'decimal', value: '0.5' },
        ])
      case 'string':
        return pick<Expr>([column(3), column(4), { op: 'literal', type: 'string', value: "it's" }])
      case 'boolean':
        return pick<Expr>([column(5), { op: 'literal', type: 'boolean', value: true }])
      case 'timestamp':
        return column(6)
    }
  }
  switch (family) {
    case 'number':
      return pick<() => Expr>([
        () => call('add', of('number'), of('number')),
        () => call('sub', of('number'), of('number')),
        () => call('mul', of('number'), { op: 'literal', type: 'decimal', value: '1.5' }),
        () => call('neg', of('number')),
        () => call('abs', of('number')),
        () => ({
          op: 'div',
          args: [expression('number', 0, next), of('number')],
          options: { scale: 3, rounding: pick(['half-up', 'half-even', 'down']) },
        }),
        () => ({ op: 'cast', args: [of('number')], options: { to: pick(['decimal(14,1)', 'decimal(22,4)']) } }),
        () => call('coalesce', of('number'), of('number')),
        () => call('caseWhen', of('boolean'), of('number'), of('boolean'), of('number'), of('number')),
        () => call('caseWhen', of('boolean'), of('number'), { op: 'literal', type: 'null' }),
        () => call('nullIf', of('number'), of('number')),
        () => call('least', of('number'), of('number'), of('number')),
        () => call('greatest', of('number'), of('number')),
        () => call('secondsBetween', of('timestamp'), of('timestamp')),
        () => call('length', of('string')),
      ])()
    case 'string':
      return pick<() => Expr>([
        () => call('concat', of('string'), of('string')),
        () => call('trim', of('string')),
        () => ({ op: 'substring', args: [of('string')], options: { start: 2, length: 3 } }),
        () => call('caseWhen', of('boolean'), of('string'), of('string')),
        () => call('coalesce', of('string'), of('string')),
        () => call('greatest', of('string'), of('string')),
        () => ({ op: 'cast', args: [of('number')], options: { to: 'string' } }),
      ])()
    case 'boolean':
      return pick<() => Expr>([
        () => call(pick(['eq', 'ne', 'lt', 'lte', 'gt', 'gte']), of('number'), of('number')),
        () => call(pick(['eq', 'lt', 'gte', 'startsWith', 'contains']), of('string'), of('string')),
        () => call('and', of('boolean'), of('boolean'), of('boolean')),
        () => call('or', of('boolean'), of('boolean')),
        () => call('not', of('boolean')),
        () => call('isNull', of(pick(['number', 'string', 'boolean']))),
        () => call('between', of('number'), of('number'), of('number')),
        () => call('isIn', of('number'), of('number'), of('number'), { op: 'literal', type: 'null' }),
      ])()
    case 'timestamp':
      return pick<() => Expr>([
        () => call('addMillis', of('timestamp'), { op: 'literal', type: 'int', value: -1500 }),
        () => call('coalesce', of('timestamp'), of('timestamp')),
        () => call('least', of('timestamp'), of('timestamp')),
      ])()
  }
}

test('nested expressions agree with DuckDB', async () => {
  const db = await duckdb()
  const types = COLUMNS.map((text) => parseType(text)!) as Type[]
  const next = random('nested')
  const small = (type: string): string | undefined => {
    // Whole ranges overflow in nearly every sum; those are for operators.test.ts.
    if (/^(int|long)/.test(type))
      return generateValue(type.endsWith('?') ? 'decimal(4,0)?' : 'decimal(4,0)', next)?.replace(/^(-?)0+(?=\d)/, '$1')
    return generateValue(type, next)
  }
  let [compared, overflowed, refused] = [0, 0, 0]
  const differences: unknown[] = []
  for (let i = 0; i < 400; i++) {
    const expr = expression(['number', 'string', 'boolean', 'number'][i % 4] as Family, 1 + (i % 4), next)
    const applied = application(expr, types)
    if (applied.typing.kind === 'problems') {
      refused++
      continue
    }
    const rows = Array.from({ length: 8 }, () => COLUMNS.map(small))
    let asked: readonly string[]
    try {
      asked = await applied.duckdb(db, rows)
    } catch (error) {
      // More digits than DuckDB divides exactly.
      if (!(error instanceof Error) || error.name !== 'DqError') throw error
      refused++
      continue
    }
    for (const [at, row] of rows.entries()) {
      const js = applied.js(row)
      // Engines differ in whether they evaluate what is not needed, and so in whether it overflows.
      if (js === 'overflow' || asked[at] === 'overflow') overflowed++
      else {
        compared++
        if (js !== asked[at]) differences.push({ expr: JSON.stringify(expr), row, js, duckdb: asked[at] })
      }
    }
  }
  console.log(
    `nested expressions: ${compared} results compared with DuckDB, ${differences.length} different (${overflowed} overflowed, ${refused} expressions refused)`,
  )
  expect(differences.slice(0, 3)).toEqual([])
  expect(compared).toBeGreaterThan(1500)
})
