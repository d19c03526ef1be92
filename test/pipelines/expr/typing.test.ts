import { expect, test } from 'vitest'
import type { Expr } from '../../../src/pipelines/expr/ir.ts'
import {
  add,
  and,
  caseWhen,
  coalesce,
  concat,
  decimal,
  div,
  double,
  eq,
  gt,
  mul,
  timestamp,
} from '../../../src/pipelines/expr/operators/index.ts'
import { siteOf } from '../../../src/pipelines/expr/site.ts'
import { parseType, typeText } from '../../../src/pipelines/expr/type-text.ts'
import { type AnyExpr, recordOf, wrap } from '../../../src/pipelines/expr/typed.ts'
import { typeOf } from '../../../src/pipelines/expr/typing.ts'

const fields: Record<string, string> = { paid: 'decimal(15,2)?', total: 'decimal(12,2)', items: 'int', name: 'string' }
const field = (name: string): AnyExpr => wrap({ op: 'ref', of: 'field', input: 'order', name })
const scope = {
  ref: (ref: { name: string }) =>
    fields[ref.name] === undefined
      ? { message: `input "order" has no field "${ref.name}"`, fix: 'known: paid, total, items, name' }
      : parseType(fields[ref.name]!)!,
}

const typed = (expr: Expr): string => {
  const typing = typeOf(expr, scope)
  return typing.kind === 'typed' ? typeText(typing.type) : typing.problems.map(({ message }) => message).join('; ')
}

interface Order {
  paid: 'decimal' | null
  total: 'decimal'
  items: 'int'
  name: 'string'
}
const { paid, total, items, name } = recordOf<'order', Order>('order')

// biome-ignore format: one row a case
test.for<[label: string, expr: AnyExpr, type: string]>([
  ['a literal without a fraction',        wrap(5),                                            'int'],
  ['one beyond 32 bits',                  wrap(5_000_000_000),                                'long'],
  ['one with a fraction',                 wrap(0.75),                                         'decimal(2,2)'],
  ['a decimal as written',                decimal('12.30'),                                   'decimal(4,2)'],
  ['a bare null',                         wrap(null),                                         'null'],
  ['a sum of decimals',                   add(total, 0.5),                                   'decimal(13,2)'],
  ['a sum that may be null',              add(paid, total),                                 'decimal(16,2)?'],
  ['a quotient',                          div(paid, total, { scale: 4, rounding: 'half-up' }), 'decimal(15,4)?'],
  ['a default for what may be null',      coalesce(paid, decimal('0.00')),                   'decimal(15,2)'],
  ['a case without a value for the rest', caseWhen(gt(items, 1), 'many', null),              'string?'],
])('%s is typed', ([, { expr }, type]) => {
  expect(typed(expr)).toBe(type)
})

// biome-ignore format: one row a case
test.for<[label: string, expr: Expr, problems: string]>([
  ['an unknown operator',  { op: 'ad', args: [] },                                        'unknown operator "ad" (did you mean "add"?)'],
  ['too few arguments',    { op: 'add', args: [items.expr] },                         'add takes 2 arguments, not 1'],
  ['an unknown option',    { op: 'cast', args: [items.expr], options: { too: 'int' } }, 'cast has no option "too" (did you mean "to"?)'],
  ['an unknown field',     field('totl').expr,                                            'input "order" has no field "totl"'],
  ['null where it decides nothing', { op: 'add', args: [items.expr, wrap(null).expr] }, 'add of null is always null'],
  ['a decimal and a double', { op: 'add', args: [total.expr, double(1).expr] },       'add: decimal(12,2) and double do not mix: a double is only approximate'],
  ['a prototype name',     { op: 'toString', args: [] },                                  'unknown operator "toString"'],
  ['two mistakes at once', { op: 'and', args: [{ op: 'eq', args: [name.expr, wrap(1).expr] }, { op: 'gt', args: [field('x').expr, wrap(1).expr] }] },
    'eq: string and int do not go together; input "order" has no field "x"'],
])('%s is a problem', ([, expr, problems]) => {
  expect(typed(expr)).toBe(problems)
})

test('problems say where the user wrote the expression', () => {
  const wrong = and(gt(total, 1), eq(name, 1 as never))
  const typing = typeOf(wrong.expr, scope)
  if (typing.kind !== 'problems') throw new Error('no problem found')
  const at = siteOf(typing.problems[0]!.expr)
  expect(at?.file).toMatch(/\/test\/pipelines\/expr\/typing\.test\.ts$/)
  expect(at?.line).toBeGreaterThan(60)
})

test('an expression that came from JSON has no place, and is no worse for it', () => {
  const { expr } = concat(name, 'x')
  expect(siteOf(JSON.parse(JSON.stringify(expr)))).toBeUndefined()
  expect(typed(JSON.parse(JSON.stringify(expr)))).toBe('string')
})

test('an expression cannot be changed after it was written', () => {
  const { expr } = mul(items, 2)
  expect(() => {
    ;(expr as { op: string }).op = 'add'
  }).toThrow(TypeError)
})

test.for([
  ['an exponent', () => wrap(1e-7), 'no decimal'],
  ['a number that is not exact', () => wrap(1e17), 'not exact'],
  ['words', () => decimal('12,30'), 'no decimal'],
  ['39 digits', () => decimal('1'.repeat(39)), '39 digits'],
  ['local time', () => timestamp('2017-03-08T12:00:00'), 'no UTC timestamp'],
  ['a day that is not there', () => timestamp('2017-02-30T12:00:00Z'), 'no UTC timestamp'],
] as const)('%s is refused as a literal', ([, make, message]) => {
  expect(make).toThrow(message)
})
