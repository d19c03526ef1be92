import { expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import type { AggregateExpr } from '../../../src/pipelines/expr/aggregate.ts'
import { count, countDistinct, max, min, sum } from '../../../src/pipelines/expr/aggregates/index.ts'
import {
  add,
  caseWhen,
  cast,
  coalesce,
  div,
  double,
  eq,
  gt,
  gte,
  isNull,
  least,
  lt,
  secondsBetween,
} from '../../../src/pipelines/expr/operators/index.ts'
import { inputAlias, recordOf, type TypedExpr } from '../../../src/pipelines/expr/typed.ts'

interface Order {
  total: 'decimal'
  items: 'int'
  coupon: 'string' | null
  at: 'timestamp'
  ratio: 'double'
}
const order = recordOf<'order', Order>('order')
const payment = recordOf<'payment', { amount: 'decimal' }>('payment')

/** Compiles only when both types are the same. */
const same = <A, B>(
  ..._proof: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? [] : [never]
): void => {}

test('an editor knows the kind of an expression, and whether it may be null', () => {
  const sumOfBoth = add(order.total, 1)
  same<typeof sumOfBoth, TypedExpr<'decimal'>>()
  const compared = eq(order.coupon, 'x')
  same<typeof compared, TypedExpr<'boolean' | null>>()
  const known = coalesce(order.coupon, 'none')
  same<typeof known, TypedExpr<'string'>>()
  const ratio = div(order.total, order.items, { scale: 4, rounding: 'half-up' })
  same<typeof ratio, TypedExpr<'decimal' | null>>()
  const chosen = caseWhen(gt(order.items, 1), order.total, 0.5)
  same<typeof chosen, TypedExpr<'decimal'>>()
  const shortened = cast(order.total, 'decimal(10,1)')
  same<typeof shortened, TypedExpr<'decimal'>>()
  const seconds = secondsBetween(order.at, order.at)
  same<typeof seconds, TypedExpr<'int53'>>()
  const lesser = least(order.total, 1)
  same<typeof lesser, TypedExpr<'decimal'>>()
  const total = sum(order.total)
  same<typeof total, AggregateExpr<TypedExpr<'decimal' | null>>>()
  const orders = count(order)
  same<typeof orders, AggregateExpr<TypedExpr<'int53'>>>()
  const first = min(order.at)
  same<typeof first, AggregateExpr<TypedExpr<'timestamp' | null>>>()
  expect(sumOfBoth.expr).toMatchObject({ op: 'add' })
})

test('an editor refuses what typing would refuse', () => {
  // @ts-expect-error a string is no number
  add(order.coupon, 1)
  // @ts-expect-error a decimal and a double do not mix
  gte(order.total, order.ratio)
  // @ts-expect-error a number is no string
  eq(order.coupon, 5)
  // @ts-expect-error no such field
  isNull(order.totl)
  // @ts-expect-error seconds between timestamps only
  secondsBetween(order.at, order.items)
  // @ts-expect-error no rounding
  div(order.total, order.items, { scale: 2 })
  // @ts-expect-error a sum of strings
  sum(order.coupon)
  expect(lt(order.ratio, double(1)).expr).toMatchObject({ op: 'lt' })
})

test('an aggregate takes its input from the fields in it', () => {
  expect(count(order).aggregate).toEqual({ aggregate: 'count', input: 'order' })
  expect(count(order.coupon).aggregate).toMatchObject({ aggregate: 'count', input: 'order', arg: { name: 'coupon' } })
  expect(countDistinct(order.coupon, { where: gt(order.items, 0) }).aggregate).toMatchObject({
    aggregate: 'countDistinct',
    input: 'order',
    where: { op: 'gt' },
  })
})

test.for([
  ['two inputs', () => max(add(order.total, payment.amount)), 'max mixes the inputs order and payment'],
  [
    'a condition on another input',
    () => count(order, { where: gt(payment.amount, 0) }),
    'count mixes the inputs payment and order',
  ],
  ['no input', () => sum(add(1, 2)), 'sum needs a field of an input'],
  ['something else', () => count({} as never), 'this is not an input of the job'],
] as const)('an aggregate of %s is refused with the place where it stands', ([, make, message]) => {
  let error: unknown
  try {
    make()
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(DqError)
  expect((error as DqError).message).toBe(message)
  expect((error as DqError).at?.file).toMatch(/typed\.test\.ts$/)
})

test('a record knows its input', () => {
  expect(inputAlias(order)).toBe('order')
})
