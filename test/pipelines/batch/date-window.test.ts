import { expect, test } from 'vitest'
import { dateWindows, reads } from '../../../src/pipelines/batch/date-window.ts'
import { yesterdayIn } from '../../../src/pipelines/batch/days.ts'
import { analysed } from '../sql/read.ts'

const L = 'silver.finance_ledger'

// biome-ignore format: one row a case
const cases: [what: string, sql: string, window: object | undefined][] = [
  ['the day',                        `FROM ${L} AS l WHERE l.ledger_date = :date`,                                              { from: 0, to: 0 }],
  ['the other way round',            `FROM ${L} AS l WHERE :date = l.ledger_date`,                                              { from: 0, to: 0 }],
  ['until the day',                  `FROM ${L} AS l WHERE l.ledger_date <= :date AND l.status <> 'cancelled'`,                 { to: 0 }],
  ['before the day',                 `FROM ${L} AS l WHERE :date > l.ledger_date`,                                              { to: -1 }],
  ['the day before',                 `FROM ${L} AS l WHERE l.ledger_date = :date - INTERVAL '1' DAY`,                           { from: -1, to: -1 }],
  ['a week',                         `FROM ${L} AS l WHERE l.ledger_date BETWEEN CAST(:date - INTERVAL '6' DAY AS date) AND :date`, { from: -6, to: 0 }],
  ['two conditions',                 `FROM ${L} AS l WHERE l.ledger_date > :date - INTERVAL '7' DAY AND l.ledger_date <= :date`, { from: -6, to: 0 }],
  ['used twice: both',               `FROM ${L} AS l JOIN (SELECT order_id FROM ${L} WHERE ledger_date = :date - INTERVAL '2' DAY) AS e ON e.order_id = l.order_id WHERE l.ledger_date = :date`, { from: -2, to: 0 }],
  ['used twice, once without',       `FROM ${L} AS l WHERE l.ledger_date = :date AND EXISTS (SELECT 1 FROM ${L} AS o WHERE o.order_id = l.order_id)`, undefined],
  ['either of two',                  `FROM ${L} AS l WHERE l.ledger_date = :date OR l.status = 'matched'`,                      undefined],
  ['not the day',                    `FROM ${L} AS l WHERE l.ledger_date <> :date`,                                             undefined],
  ['a month is no number of days',   `FROM ${L} AS l WHERE l.ledger_date >= :date - INTERVAL '1' MONTH`,                        undefined],
  ['something made of the column',   `FROM ${L} AS l WHERE CAST(l.purchased_at AS date) = :date`,                               undefined],
  ['the column of another table',    `FROM ${L} AS l JOIN bronze.orders AS o ON o.order_id = l.order_id WHERE o.event_date = :date`, undefined],
]

test.for(cases)('%s', ([, sql, window]) => {
  const analysis = analysed(`SELECT 1 AS one ${sql}`)
  expect(analysis.problems).toEqual([])
  const found = dateWindows(analysis.query, analysis.facts, 'date').get(L)
  expect(found).toEqual(window === undefined ? undefined : { column: 'ledger_date', ...window })
})

test('every table is found, also where no column of it is named', () => {
  const { query, facts } = analysed(`SELECT COUNT(*) AS n FROM ${L} WHERE EXISTS (SELECT 1 FROM bronze.orders)`)
  expect([...dateWindows(query, facts, 'date').keys()].sort()).toEqual(['bronze.orders', L])
})

test('a window over the end of a year', () => {
  expect(reads({ from: -1, to: 0 }, '2026-01-01', '2025-12-31')).toBe(true)
  expect(reads({ from: -1, to: 0 }, '2026-01-01', '2025-12-30')).toBe(false)
})

// biome-ignore format: one row a case
const clocks: [zone: string, now: string, day: string][] = [
  ['UTC',               '2026-11-23T00:00:00Z', '2026-11-22'],
  ['America/Sao_Paulo', '2026-11-23T02:59:59Z', '2026-11-21'], // 23:59 on the 22nd there
  ['America/Sao_Paulo', '2026-11-23T05:00:00Z', '2026-11-22'], // 02:00 on the 23rd
  ['Europe/London',     '2026-07-01T23:30:00Z', '2026-07-01'], // 00:30 on the 2nd: summer time
  ['Asia/Tokyo',        '2026-01-01T15:00:00Z', '2026-01-01'],
]

test.for(clocks)('yesterday in %s at %s is %s', ([zone, now, day]) => {
  expect(yesterdayIn(zone, Date.parse(now))).toBe(day)
})
