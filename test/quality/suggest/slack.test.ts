import { expect, test } from 'vitest'
import { isCounter, mostlyOf, rangeOf, roundDown, roundUp } from '../../../src/quality/suggest/slack.ts'

// biome-ignore format: one row a case
const rounded: [value: number, up: number, down: number][] = [
  [0,        0,      0],
  [1,        1,      1],
  [12,       12,     12],
  [12.1,     13,     12],
  [2431.15,  2500,   2400],
  [0.0456,   0.046,  0.045],
  [-2431.15, -2400,  -2500],
  [99.9,     100,    99],
]
test.for(rounded)('%s', ([value, up, down]) => {
  expect([roundUp(value), roundDown(value)]).toEqual([up, down])
})

test('a range begins at 0, or half as far again below it, and ends half as far again', () => {
  expect(rangeOf(3.51, 1620.77, false)).toEqual({ min_value: 0, max_value: 2500 })
  expect(rangeOf(-10, 40, false)).toEqual({ min_value: -15, max_value: 60 })
  expect(rangeOf(-10, -2, false)).toEqual({ min_value: -15, max_value: 0 })
  expect(rangeOf(5, 900, true)).toEqual({ min_value: 0 })
  expect(['kafka_offset', 'revision', 'amount', 'paid'].map(isCounter)).toEqual([true, true, false, false])
})

test('a share of nulls leaves two hundredths', () => {
  expect([mostlyOf(0.953), mostlyOf(0.5), mostlyOf(0.01)]).toEqual([0.93, 0.48, 0])
})
