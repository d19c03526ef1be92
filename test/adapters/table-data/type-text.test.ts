import { expect, test } from 'vitest'
import { DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { type Inside, insideOf } from '../../../src/adapters/table-data/duckdb/type-text.ts'

const told = (inside: Inside): unknown =>
  inside.kind === 'struct'
    ? Object.fromEntries([...inside.fields].map(([name, one]) => [name, told(one)]))
    : inside.kind === 'plain'
      ? '-'
      : [inside.kind, told(inside.element)]

// biome-ignore format: one row a case
const cases: readonly (readonly [value: string, inside: unknown])[] = [
  ['1',                                                          '-'],
  ["TIMESTAMPTZ '2026-01-01'",                                   '-'],
  ['1.5::DECIMAL(9, 2)',                                         '-'],
  ["'a, b)'::ENUM('a, b)', 'STRUCT(')",                          '-'],
  ["{'sku': 'a', 'n': 1.5::DECIMAL(12, 3)}",                     { sku: '-', n: '-' }],
  ["[{'a b': 1, 'say \"hi\"': {'x': now()}}]",                   ['list', { 'a b': '-', 'say "hi"': { x: '-' } }]],
  ["map {'k': [{'x': 1, 'tags': ['t']}]}",                       ['map', ['list', { x: '-', tags: ['list', '-'] }]]],
  ["[[{'x': {'y': map {1: {'z': 2}}}, 'last': true}]]",          ['list', ['list', { x: { y: ['map', { z: '-' }] }, last: '-' }]]],
  ["{'sizes': array_value(1, 2), 'after': 'x'}",                 { sizes: ['list', '-'], after: '-' }],
]
test.for(cases)('%s: what is inside is read from how DuckDB writes its type', async ([value, inside]) => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const [row] = (await connection.runAndReadAll(`DESCRIBE SELECT ${value} AS v`)).getRowObjectsJson()
  expect(told(insideOf(String(row?.column_type)))).toEqual(inside)
  connection.closeSync()
})
