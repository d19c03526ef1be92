import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import type { Analysis } from '../../../src/pipelines/sql/analyse/analyse.ts'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { queries } from './queries.ts'
import { analysed, jobQueries, parameters } from './read.ts'

const lineage = ({ output }: Analysis) => {
  const edges = (origins: Analysis['output']['rows']) =>
    origins.map(({ kind, contract, field }) => `${kind} ${contract}.${field}`).sort()
  return {
    columns: output.columns.map(({ name, origins }) => ({ name, from: edges(origins) })),
    rows: edges(output.rows),
  }
}

test('what is printed for Trino, read again, has the same columns and lineage', () => {
  let read = 0
  for (const { id, sql } of [...jobQueries, ...queries]) {
    const first = analysed(sql)
    const text = printSqlQuery(first, 'trino', { values: new Map([['date', '2017-10-02']]), parameters }).replaceAll(
      'TIMESTAMP(6)',
      'TIMESTAMP',
    )
    const again = analysed(text)
    expect(again.problems, `${id}\n${text}`).toEqual([])
    expect(lineage(again), id).toEqual(lineage(first))
    read++
  }
  expect(read).toBe(291)
})

const words = fc.constantFrom(
  ...'SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT JOIN LEFT ON USING WITH AS UNION ALL CASE WHEN THEN ELSE END CAST IN NOT AND OR NULL BETWEEN LIKE IS EXISTS COUNT SUM OVER PARTITION FILTER INTERVAL DATE'.split(
    ' ',
  ),
  ...[
    'o',
    'op',
    'region',
    'bronze.orders',
    'payment_value',
    '1',
    '2.50',
    "'a'",
    '"q"',
    ':date',
    '*',
    ',',
    '(',
    ')',
    '.',
    '+',
    '-',
    '/',
    '%',
    '=',
    '<>',
    '||',
    ';',
    '--',
    '/*',
    "'",
    '"',
  ],
)

test('any text is read, or refused with its place: never a bug', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 25 }), fc.boolean(), (parts, isQuery) => {
      const text = `${isQuery ? 'SELECT o.op FROM bronze.orders AS o ' : ''}${parts.join(' ')}`
      try {
        analysed(text)
      } catch (error) {
        expect(error).toBeInstanceOf(DqError)
        expect((error as DqError).at?.line).toBeGreaterThan(0)
      }
    }),
    { numRuns: 5000, seed: 7 },
  )
})

/** Pieces of queries that can be read, cut at random places: what is left is mostly nearly right. */
test('a query with a piece missing, doubled or changed is read, or refused with its place', () => {
  const all = [...jobQueries, ...queries]
  fc.assert(
    fc.property(fc.nat(all.length - 1), fc.nat(), fc.nat(12), words, (i, at, size, word) => {
      const { sql } = all[i]!
      const start = at % sql.length
      for (const text of [
        sql.slice(0, start) + sql.slice(start + size),
        `${sql.slice(0, start)} ${word} ${sql.slice(start)}`,
      ]) {
        try {
          analysed(text)
        } catch (error) {
          expect(error, text).toBeInstanceOf(DqError)
        }
      }
    }),
    { numRuns: 2000, seed: 7 },
  )
})
