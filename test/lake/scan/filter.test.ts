import { describe, expect, test } from 'vitest'
import { withIds } from '../../../src/lake/iceberg/from-contract.ts'
import { bindFilter } from '../../../src/lake/scan/bind.ts'
import { type Filter, parseFilter } from '../../../src/lake/scan/filter.ts'
import { literalValue } from '../../../src/lake/scan/literal-value.ts'
import { everyType } from '../table/lake.ts'

let last = 0
const fields = withIds(everyType, () => ++last)

describe('a filter', () => {
  test('binds and before or, as SQL does; words may be in capitals', () => {
    const one = (column: string, text: string): Filter => ({
      kind: 'compare',
      column,
      comparison: '=',
      values: [{ kind: 'word', text }],
    })
    expect(parseFilter('a = 1 OR b = 2 and c=3')).toEqual({
      kind: 'or',
      parts: [one('a', '1'), { kind: 'and', parts: [one('b', '2'), one('c', '3')] }],
    })
    expect(parseFilter('(a = 1 or b = 2) AND c=3')).toEqual({
      kind: 'and',
      parts: [{ kind: 'or', parts: [one('a', '1'), one('b', '2')] }, one('c', '3')],
    })
  })

  // biome-ignore format: one row a case
  const wrong: [text: string, message: string][] = [
    ['region',                  'a comparison is missing at its end'],
    ["region = 'br",            'it cannot be read from "\'br" on'],
    ["region = 'br' id = 1",    '"and" or "or" is missing before "id"'],
    ['id in (1, 2',             '")" is missing at its end'],
    ["= 'br'",                  'a column is missing before "="'],
    ['not id = 1',              'a comparison is missing before "id"'],
    ["id = 1; DROP TABLE x",    '"and" or "or" is missing before "DROP"'],
  ]
  test.for(wrong)('%s is refused where it stops making sense', ([text, message]) => {
    expect(() => bindFilter(parseFilter(text), fields)).toThrow(message)
  })

  // biome-ignore format: one row a case
  const unbound: [text: string, message: string][] = [
    ["regio = 'br'",            'the table has no column "regio"'],
    ['id = 1.5',                '"1.5" is no value of id: it is a long'],
    ['id = 9223372036854775808','"9223372036854775808" is no value of id'],
    ['amount = 1.001',          '"1.001" is no value of amount: it is a decimal(12, 2)'],
    ["day = '2026-02-30'",      '"2026-02-30" is no value of day'],
    ["at > 'yesterday'",        '"yesterday" is no value of at'],
    ['is_even = 1',             '"1" is no value of is_even'],
    ['point = 1',               '"point" is a struct<x: int, label: string>: a filter compares single values'],
    ['items = 1',               '"items" is a list<int>'],
    ["bytes = 'ABC'",           '"ABC" is no value of bytes'],
    ["bytes = 'XY'",            '"XY" is no value of bytes'],
  ]
  test.for(unbound)('%s is refused by the type of its column', ([text, message]) => {
    expect(() => bindFilter(parseFilter(text), fields)).toThrow(message)
  })
})

// Days and microseconds by Python’s datetime.
// biome-ignore format: one row a case
const far: readonly (readonly [text: string, days: number, micros: bigint])[] = [
  ['9999-12-31',  2_932_896, 253_402_214_400_000_000n],
  ['0001-01-01',   -719_162, -62_135_596_800_000_000n],
  ['2400-02-29',    157_113,  13_574_563_200_000_000n],
]
test.for(far)('%s is a value of dates and moments, however far', ([text, days, micros]) => {
  expect(literalValue({ kind: 'date' }, text)).toBe(days)
  expect(literalValue({ kind: 'timestamptz' }, `${text}T00:00:00.000001Z`)).toBe(micros + 1n)
})

test.for(['2401-02-29', '9999-13-01', 'abcd-01-01', '10000-01-01'])('%s is none', (text) => {
  expect(literalValue({ kind: 'date' }, text)).toBeUndefined()
})
