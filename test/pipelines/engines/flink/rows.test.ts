import { expect, test } from 'vitest'
import type { Type } from '../../../../src/kernel/value-type.ts'
import { compareRows, type JsonRow } from '../../../stack/flink/rows.ts'

const types = new Map<string, Type>([
  ['id', { kind: 'string', nullable: false }],
  ['amount', { kind: 'decimal', precision: 12, scale: 2, nullable: true }],
  ['n', { kind: 'long', nullable: false }],
])
const row = (id: string, amount: string | null = '1.00'): JsonRow => ({ id, amount, n: 1 })

// biome-ignore format: one row a case
const cases: [what: string, golden: JsonRow[], flink: JsonRow[], different: number][] = [
  ['the same rows in another order',        [row('a'), row('b')],  [row('b'), row('a')],              0],
  ['fields in another order, long as text', [row('a')],            [{ n: '1', amount: '1.00', id: 'a' }], 0],
  ['a row once instead of twice',           [row('a'), row('a')],  [row('a')],                        1],
  ['a row twice instead of once',           [row('a')],            [row('a'), row('a')],              1],
  ['a decimal of another scale',            [row('a', '1.00')],    [row('a', '1.0')],                 2],
  ['null instead of a value',               [row('a', '1.00')],    [row('a', null)],                  2],
  ['a field that the contract has not',     [row('a')],            [{ ...row('a'), more: 1 }],        2],
  ['nothing at all',                        [],                    [],                                0],
]

test.for(cases)('%s', ([, golden, flink, different]) => {
  const { onlyGolden, onlyFlink } = compareRows(types, golden, flink)
  expect(onlyGolden.length + onlyFlink.length).toBe(different)
})
