import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { analysed } from './read.ts'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

/** The one value of a query, as DuckDB writes it. */
async function value(expression: string): Promise<string | null> {
  const text = printSqlQuery(analysed(`SELECT ${expression} AS x`), 'duckdb')
  const rows = await connection.runAndReadAll(`SELECT CAST(x AS VARCHAR) FROM (${text}) AS t`)
  return rows.getRows()[0]?.[0] as string | null // of one column of text
}

/** By hand: what the subset promises, whichever the engine. */
// biome-ignore format: one row a case
const cases: [expression: string, value: string | null][] = [
  ['CAST(10.00 / 3.00 AS decimal(9, 2))',            '3.33'],
  ['CAST(20.00 / 3.00 AS decimal(9, 2))',            '6.67'],
  ['CAST(1.00 / 8.00 AS decimal(9, 2))',             '0.13'],
  ['CAST(-1.00 / 8.00 AS decimal(9, 2))',            '-0.13'],
  ['CAST(1.00 / 0.00 AS decimal(9, 2))',             null],
  ['CAST(7 / 2 AS decimal(9, 0))',                   '4'],
  ['CAST(1.0000000001 / 3 AS decimal(20, 10))',      '0.3333333334'],
  ['0.1 + 0.2',                                      '0.3'],
  ['9999999999.99 * 99999999.99',                    '999999999899000000.0001'],
  ['9999999999999999.99 + 0.01',                     '10000000000000000.00'],
  ['7 % 3',                                          '1'],
  ['7 % 0',                                          null],
  ['ROUND(2.345, 2)',                                '2.35'],
  ['ROUND(-2.345, 2)',                               '-2.35'],
  ['FLOOR(-2.5)',                                    '-3'],
  ['CEIL(-2.5)',                                     '-2'],
  ['CAST(ROUND(2.5, 0) AS bigint)',                  '3'],
  ["GREATEST('b', 'a')",                             'b'],
  ["GREATEST('b', NULLIF('a', 'a'))",                null],
  ['LEAST(1, NULLIF(2, 2))',                         null],
  ["CONCAT('a', NULLIF('b', 'b'))",                  null],
  ["'a' || 'b'",                                     'ab'],
  ["COALESCE(NULLIF('a', 'a'), 'b')",                'b'],
  ["LENGTH('añ😀')",                                  '3'],
  ["SUBSTRING('abcdef', 2, 3)",                      'bcd'],
  ["'it''s'",                                        "it's"],
  ["DATE '2017-01-31' + INTERVAL '1' MONTH",         '2017-02-28'],
  ["DATE '2017-03-01' - INTERVAL '1' DAY",           '2017-02-28'],
  ["DATE_TRUNC('month', DATE '2017-10-02')",         '2017-10-01'],
  ["DATE_TRUNC('week', DATE '2017-10-01')",          '2017-09-25'],
  ["DATE_DIFF('day', DATE '2017-02-27', DATE '2017-03-02')", '3'],
  ["EXTRACT(QUARTER FROM DATE '2017-10-02')",        '4'],
  ["CAST(TIMESTAMP '2017-10-02 23:59:59.999999' AS date)", '2017-10-02'],
  ['1 IS DISTINCT FROM NULLIF(1, 1)',                'true'],
  ["NOT ('a' = 'b' OR 'a' LIKE 'a%') AND TRUE",      'false'],
  ['1 - (2 - 3)',                                    '2'],
  ['-(-3)',                                          '3'],
  ["CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END", 'two'],
]

test.for(cases)('%s is %s', async ([expression, expected]) => {
  expect(await value(expression)).toBe(expected)
})
