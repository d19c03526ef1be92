import { expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { readSqlJob } from '../../../src/pipelines/sql/job.ts'
import { analysed } from './read.ts'

/** What is said of a text: `line:column message`, all of it. */
function said(sql: string): readonly string[] {
  const place = (text: string) => text.replace('query.sql:', '')
  try {
    return analysed(sql).problems.map(({ at, message }) => place(`${formatPlace(at)} ${message}`))
  } catch (error) {
    if (!(error instanceof DqError) || error.at === undefined) throw error
    return [place(`${formatPlace(error.at)} ${error.message}`)]
  }
}

const O = 'FROM bronze.orders AS o'

// biome-ignore format: one row a case
const cases: [sql: string, says: string][] = [
  ['SELECT',                                                   '1:7 expected an expression, found the end'],
  [`SELECT 'a ${O}`,                                           '1:8 this text has no end'],
  [`SELECT o.op::text ${O}`,                                   '1:12 :: is not portable'],
  ['SELECT `op` FROM bronze.orders',                           '1:8 ` is not portable'],
  [`SELECT o.op ${O} WHRE o.op = 'c'`,                         '1:37 expected the end of the query, found "WHRE"'],
  [`SELECT o.op ${O}; SELECT 1 AS x`,                          '1:38 expected the end of the query, found "SELECT"'],
  ['SELECT op FRMO bronze.orders',                             '1:11 expected "," or FROM, found "FRMO" (did you mean "FROM"?)'],
  ['SELECT * EXCLUDE (op) FROM bronze.orders',                 '1:10 * EXCLUDE is not portable'],
  [`SELECT o.op ${O} NATURAL JOIN bronze.payments AS p`,       '1:37 NATURAL JOIN is not in the portable subset'],
  [`SELECT o.op ${O} LEFT SEMI JOIN bronze.payments AS p`,     '1:42 SEMI JOIN is not in the portable subset'],
  ['SELECT x FROM UNNEST(a) AS t',                             '1:15 UNNEST is not in the portable subset'],
  [`SELECT o.region ${O} GROUP BY ROLLUP (o.region)`,          '1:50 ROLLUP is not in the portable subset'],
  ['WITH RECURSIVE a AS (SELECT 1 AS x) SELECT * FROM a',      '1:6 RECURSIVE is not in the portable subset'],
  [`SELECT IF(o.op = 'c', 1, 2) AS x ${O}`,                    '1:8 IF is not in the portable subset'],
  [`SELECT COUTN(*) AS n ${O}`,                                '1:8 COUTN is not in the portable subset (did you mean "count"?)'],
  [`SELECT NOW() AS at ${O}`,                                  '1:8 NOW is not in the portable subset'],
  [`SELECT CAST(o.op AS text) AS x ${O}`,                      '1:21 unknown type "text"'],
  [`SELECT o.op ${O} LIMIT 3`,                                 '1:1 LIMIT without ORDER BY gives other rows on every run'],
  [`SELECT ROW_NUMBER() OVER (PARTITION BY o.op) AS n ${O}`,   '1:8 ROW_NUMBER without an order gives other rows on every run'],
  [`SELECT o.op ${O} WHERE COUNT(*) > 1`,                      '1:43 COUNT: WHERE comes before aggregation'],
  [`SELECT o.op ${O} WHERE ROW_NUMBER() OVER (ORDER BY o.op) = 1`, '1:43 ROW_NUMBER OVER: WHERE comes before windows'],
  [`SELECT MAX(MIN(o.op)) AS x ${O}`,                          '1:12 MIN: an aggregate holds no other aggregate'],
  [`SELECT o.op, COUNT(*) AS n ${O}`,                          '1:8 "op" is neither aggregated nor in GROUP BY'],
  [`SELECT o.op AS x ${O} GROUP BY o.region`,                  '1:8 "op" is neither aggregated nor in GROUP BY'],
  [`SELECT o.op || o.kafka_offset AS x ${O}`,                  '1:8 || joins texts, not long'],
  [`SELECT o.op ${O} WHERE o.op`,                              '1:43 expected a condition, found string'],
  [`SELECT o.op ${O} WHERE o.event_date = o.source_ts`,        '1:43 date is compared with timestamp'],
  [`SELECT CASE WHEN o.op = 'c' THEN 1 ELSE 'a' END AS x ${O}`, '1:8 the values of CASE are of different types: int, string'],
  [`SELECT o.op ${O} UNION ALL SELECT o.kafka_offset ${O}`,    '1:37 column 1 of UNION is string and long'],
  [`SELECT o.op ${O} UNION ALL SELECT o.op, o.region ${O}`,    '1:37 UNION of 1 and 2 columns'],
  [`SELECT o.event_date - o.event_date AS x ${O}`,             '1:8 date - date has no meaning'],
  [`SELECT o.event_date + INTERVAL '1' HOUR AS x ${O}`,        '1:8 an interval is added to a date or a timestamp, days or more to a date'],
  ["SELECT DATE '2017-02-30' AS x",                            "1:13 '2017-02-30' is no date"],
  [`SELECT p.op ${O}`,                                         '1:8 there is no table "p" in this FROM (did you mean "o"?)'],
  [`SELECT op ${O} JOIN bronze.payments AS p ON p.order_id = o.order_id`, '1:8 "op" is ambiguous: o.op or p.op'],
  [`SELECT x.order_id FROM (SELECT o.op ${O}) AS x`,           '1:8 there is no column "order_id" in x'],
  ['SELECT a.op FROM bronze.orders AS a JOIN bronze.payments AS a ON a.op = a.op', '1:42 two tables are called a'],
  [`SELECT o.order_id IN (SELECT p.order_id, p.op FROM bronze.payments AS p) AS x ${O}`, '1:23 a subquery of IN has one column'],
  [`SELECT order_id ${O} JOIN bronze.payments AS p USING (order_idd)`, '1:41 "order_idd" of USING is not in both tables (did you mean "order_id"?)'],
]

test.for(cases)('%s', ([sql, says]) => {
  expect(said(sql)[0]).toBe(says)
})

// biome-ignore format: one row a case
const heads: [text: string, says: string][] = [
  ['SELECT 1 AS x',                                                 '1:1 nothing says what this job writes'],
  ['-- @output a.b\n-- @output c.d\nSELECT 1 AS x',                 '2:4 a second @output'],
  ['-- @outptu a.b\nSELECT 1 AS x',                                 '1:4 unknown setting @outptu (did you mean "output"?)'],
  ['-- @output a.b\n-- @parameter date day\nSELECT 1 AS x',         '2:4 @parameter takes a name and a type'],
]

test.for(heads)('the head of a job: %s', ([text, says]) => {
  expect(() => readSqlJob({ file: 'jobs/x.sql', text })).toThrow(says.slice(says.indexOf(' ') + 1))
  try {
    readSqlJob({ file: 'jobs/x.sql', text })
  } catch (error) {
    expect(error instanceof DqError && error.at && formatPlace(error.at)).toBe(
      `jobs/x.sql:${says.slice(0, says.indexOf(' '))}`,
    )
  }
})
