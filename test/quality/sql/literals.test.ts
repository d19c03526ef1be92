import { expect, test } from 'vitest'
import { dialects } from '../../../src/quality/sql/dialects.ts'

const { duckdb, trino, spark } = dialects

// By the engines' documentation: Trino "Data types" and "Language", Spark "SQL reference / Literals" and "Identifiers".
// biome-ignore format: one row a case
const texts: [value: string, standard: string, inSpark: string][] = [
  ["it's",          "'it''s'",          "'it\\'s'"],
  ['back\\slash',   "'back\\slash'",    "'back\\\\slash'"],
  ["\\' OR 1=1 --", "'\\'' OR 1=1 --'", "'\\\\\\' OR 1=1 --'"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Spark would replace
  ['${spark.user}', "'${spark.user}'",  "'\\u0024{spark.user}'"],
  ['a"b`c',         "'a\"b`c'",         "'a\"b`c'"],
  ['',              "''",               "''"],
]

test.for(texts)('the text %j', ([value, standard, inSpark]) => {
  expect([duckdb.text(value), trino.text(value), spark.text(value)]).toEqual([standard, standard, inSpark])
})

test('names', () => {
  expect([duckdb, trino, spark].map(({ quote }) => quote('a"b`c'))).toEqual(['"a""b`c"', '"a""b`c"', '`a"b``c`'])
})

// biome-ignore format: one row a case
const instants: [value: string, type: 'date' | 'timestamp', inTrino: string, inSpark: string][] = [
  ['2017-01-31',                   'date',      "DATE '2017-01-31'",                          "DATE '2017-01-31'"],
  ['2017-01-31',                   'timestamp', "TIMESTAMP '2017-01-31 00:00:00'",            "TIMESTAMP '2017-01-31'"],
  ['2017-01-31T10:00',             'timestamp', "TIMESTAMP '2017-01-31 10:00'",               "TIMESTAMP '2017-01-31T10:00'"],
  ['2017-01-31 10:00:00.5',        'date',      "TIMESTAMP '2017-01-31 10:00:00.5'",          "TIMESTAMP '2017-01-31 10:00:00.5'"],
  ['2017-01-31T10:00:00Z',         'timestamp', "TIMESTAMP '2017-01-31 10:00:00 UTC'",        "TIMESTAMP '2017-01-31T10:00:00Z'"],
  ['2017-01-31T10:00:00+0700',     'timestamp', "TIMESTAMP '2017-01-31 10:00:00 +07:00'",     "TIMESTAMP '2017-01-31T10:00:00+0700'"],
  ['2017-01-31T10:00:00-03:00',    'timestamp', "TIMESTAMP '2017-01-31 10:00:00 -03:00'",     "TIMESTAMP '2017-01-31T10:00:00-03:00'"],
]

test.for(instants)('%s for a %s', ([value, type, inTrino, inSpark]) => {
  expect(trino.instant(value, type)).toBe(inTrino)
  expect(spark.instant(value, type)).toBe(inSpark)
  expect(duckdb.instant(value, type)).toBe(`'${value}'`)
})

// biome-ignore format: one row a case
const likes: [pattern: string, escapedBy: string | undefined, standard: string, inSpark: string][] = [
  ['a%',     undefined, "x LIKE 'a%'",               "x LIKE 'a%'"],
  ['a\\_b',  undefined, "x LIKE 'a\\_b'",            "x LIKE 'a\\\\_b' ESCAPE '~'"],
  ['~\\!',   undefined, "x LIKE '~\\!'",             "x LIKE '~\\\\!' ESCAPE '^'"],
  ['10$%',   '$',       "x LIKE '10$%' ESCAPE '$'",  "x LIKE '10$%' ESCAPE '$'"],
  ['10\\%',  '\\',      "x LIKE '10\\%' ESCAPE '\\'", "x LIKE '10\\\\%' ESCAPE '\\\\'"],
]

test.for(likes)('LIKE %j, escaped by %j', ([pattern, escapedBy, standard, inSpark]) => {
  expect(duckdb.like('x', pattern, escapedBy)).toBe(standard)
  expect(trino.like('x', pattern, escapedBy)).toBe(standard)
  expect(spark.like('x', pattern, escapedBy)).toBe(inSpark)
})
