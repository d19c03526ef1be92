import { expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import type { Aggregate, Expr } from '../../../src/pipelines/expr/ir.ts'
import type { Options } from '../../../src/pipelines/expr/operator.ts'
import { operators } from '../../../src/pipelines/expr/operators/index.ts'
import { printSql } from '../../../src/pipelines/expr/sql/print.ts'
import { printAggregate } from '../../../src/pipelines/expr/sql/print-aggregate.ts'
import { sqlName, sqlString } from '../../../src/pipelines/expr/sql/quote.ts'
import { sqlType } from '../../../src/pipelines/expr/sql/types.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import { column } from './evaluate.ts'
import { caseValue, literalFor } from './values.ts'

const scopeOf = (types: readonly (Type | undefined)[]) => ({
  typeOf: (ref: { name: string }) => types[Number(ref.name.slice(1))]!,
  sql: (ref: { name: string }) => `\`${ref.name}\``,
})

/** `op(arguments)`: a type is a column of that type, anything with a value a constant. */
function flink(op: string, args: readonly string[], options?: Options): string {
  const types = args.map((arg) => parseType(arg))
  const nodes = args.map((arg, i): Expr => (types[i] === undefined ? literalFor(caseValue(arg))! : column(i)))
  return printSql(options === undefined ? { op, args: nodes } : { op, args: nodes, options }, 'flink', scopeOf(types))
}

// Read against Flink's documentation of functions and data types; a real Flink runs them elsewhere.
// biome-ignore format: one row a case
const golden: [op: string, args: string[], sql: string, options?: Record<string, string | number>][] = [
  ['add',        ['int', 'int'],                             '(`a0` + `a1`)'],
  ['add',        ['int', 'long'],                            '(CAST(`a0` AS BIGINT) + `a1`)'],
  ['add',        ['decimal(12,2)', 'decimal(4,1)'],          'CAST(`a0` + `a1` AS DECIMAL(13, 2))'],
  ['sub',        ['decimal(12,2)', 'int 1'],                 'CAST(`a0` - CAST(1 AS DECIMAL(10, 0)) AS DECIMAL(13, 2))'],
  ['mul',        ['decimal(12,2)', 'decimal(2,2) 0.50'],     'CAST(`a0` * CAST(0.50 AS DECIMAL(2, 2)) AS DECIMAL(14, 4))'],
  ['div',        ['decimal(15,2)', 'decimal(15,2)'],         'CAST(CAST(`a0` AS DECIMAL(17, 4)) / NULLIF(`a1`, CAST(0 AS DECIMAL(15, 2))) AS DECIMAL(15, 4))', { scale: 4, rounding: 'half-up' }],
  ['div',        ['decimal(15,4)', 'decimal(12,2)'],         'CAST(TRUNCATE(`a0` / NULLIF(`a1`, CAST(0 AS DECIMAL(12, 2))), 2) AS DECIMAL(15, 2))', { scale: 2, rounding: 'down' }],
  ['div',        ['double', 'double'],                       '(`a0` / NULLIF(`a1`, 0))'],
  ['neg',        ['int'],                                    '(-`a0`)'],
  ['abs',        ['decimal(4,2)'],                           'ABS(`a0`)'],
  ['eq',         ['decimal(12,2)', 'decimal(12,2)'],         '(`a0` = `a1`)'],
  ['ne',         ['string', 'string a'],                     "(`a0` <> 'a')"],
  ['gte',        ['decimal(12,2)', 'decimal(5,2) 500.00'],   '(`a0` >= CAST(CAST(500.00 AS DECIMAL(5, 2)) AS DECIMAL(12, 2)))'],
  ['lt',         ['int', 'decimal(4,2)'],                    '(CAST(`a0` AS DECIMAL(12, 2)) < CAST(`a1` AS DECIMAL(12, 2)))'],
  ['lte',        ['date', 'date 2017-03-08'],                "(`a0` <= DATE '2017-03-08')"],
  ['gt',         ['timestamp', 'timestamp 2017-03-08T12:00:00.5Z'], "(`a0` > CAST(TIMESTAMP '2017-03-08 12:00:00.5' AS TIMESTAMP_LTZ(6)))"],
  ['between',    ['int53?', 'int 0', 'int 4'],               '(`a0` BETWEEN CAST(0 AS BIGINT) AND CAST(4 AS BIGINT))'],
  ['isIn',       ['string', 'string a', "string it's"],      "(`a0` IN ('a', 'it''s'))"],
  ['isNull',     ['int?'],                                   '(`a0` IS NULL)'],
  ['isNotNull',  ['int?'],                                   '(`a0` IS NOT NULL)'],
  ['and',        ['boolean', 'boolean?', 'boolean'],         '(`a0` AND `a1` AND `a2`)'],
  ['or',         ['boolean', 'boolean?'],                    '(`a0` OR `a1`)'],
  ['not',        ['boolean?'],                               '(NOT `a0`)'],
  ['caseWhen',   ['boolean?', 'decimal(2,2) 0.40', 'decimal(2,2) 0.00'], '(CASE WHEN `a0` THEN CAST(0.40 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END)'],
  ['caseWhen',   ['boolean', 'string a', 'null'],            "(CASE WHEN `a0` THEN 'a' ELSE CAST(NULL AS STRING) END)"],
  ['coalesce',   ['decimal(15,2)?', 'decimal(2,2) 0.00'],    'COALESCE(`a0`, CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(15, 2)))'],
  ['nullIf',     ['string', 'string x'],                     "(CASE WHEN `a0` = 'x' THEN NULL ELSE `a0` END)"],
  ['least',      ['decimal(3,2)', 'decimal(6,2)'],           'LEAST(CAST(`a0` AS DECIMAL(6, 2)), `a1`)'],
  ['greatest',   ['int', 'int'],                             'GREATEST(`a0`, `a1`)'],
  ['concat',     ['string fraud-alert:', 'string'],          "('fraud-alert:' || `a1`)"],
  ['length',     ['string'],                                 'CHAR_LENGTH(`a0`)'],
  ['substring',  ['string'],                                 'SUBSTRING(`a0` FROM 2 FOR 3)', { start: 2, length: 3 }],
  ['trim',       ['string'],                                 "TRIM(BOTH ' ' FROM `a0`)"],
  ['startsWith', ['string', 'string ab'],                    "STARTSWITH(`a0`, 'ab')"],
  ['contains',   ['string', 'string'],                       '(LOCATE(`a1`, `a0`) > 0)'],
  ['cast',       ['decimal(20,5)'],                          'CAST(`a0` AS DECIMAL(15, 2))', { to: 'decimal(15,2)' }],
  ['cast',       ['long'],                                   'CAST(`a0` AS STRING)', { to: 'string' }],
  ['secondsBetween', ['timestamp', 'timestamp'],             `CAST(FLOOR(CAST(${micros('a1')} - ${micros('a0')} AS DECIMAL(19, 0)) / 1000000) AS BIGINT)`],
  ['millisOf',   ['timestamp'],                              epoch('a0', 1000, 'MILLISECOND')],
  ['addMillis',  ['timestamp', 'int 93784005'],              "(`a0` + INTERVAL '1 02:03:04.005' DAY(3) TO SECOND(3))"],
  ['addMillis',  ['timestamp', 'int -1500'],                 "(`a0` + INTERVAL -'0 00:00:01.500' DAY(3) TO SECOND(3))"],
  ['dateOf',     ['timestamp'],                              'CAST(`a0` AS DATE)'],
  ['listOf',     ['string?', 'string b', 'null'],            "ARRAY_REMOVE(ARRAY[CAST(`a0` AS STRING), CAST('b' AS STRING), CAST(NULL AS STRING)], CAST(NULL AS STRING))"],
]

function epoch(name: string, second: number, unit: string): string {
  return `(EXTRACT(EPOCH FROM \`${name}\`) * ${second} + EXTRACT(${unit} FROM \`${name}\`))`
}

function micros(name: string): string {
  return epoch(name, 1_000_000, 'MICROSECOND')
}

test.for(golden)('%s(%j) is %s', ([op, args, sql, options]) => {
  expect(flink(op, args, options)).toBe(sql)
})

test('every operator has a reviewed text for Flink', () => {
  expect([...new Set(golden.map(([op]) => op))].sort()).toEqual(Object.keys(operators).sort())
})

// biome-ignore format: one row a case
test.for<[op: string, args: string[], message: RegExp, options?: Record<string, string | number>]>([
  ['div',       ['decimal(38,2)', 'decimal(38,2)'],   /Flink cannot divide these exactly/, { scale: 4, rounding: 'half-up' }],
  ['div',       ['decimal(12,2)', 'decimal(12,2)'],   /no half-even/,                      { scale: 4, rounding: 'half-even' }],
  ['add',       ['decimal(38,10)', 'decimal(38,10)'], /Flink would round/],
  ['mul',       ['decimal(30,10)', 'decimal(10,5)'],  /Flink would round/],
  ['addMillis', ['timestamp', 'int'],                 /only constant/],
])('what Flink cannot say exactly is refused: %s(%j)', ([op, args, message, options]) => {
  expect(() => flink(op, args, options)).toThrow(message)
})

test('aggregates name their type and condition', () => {
  const types: Record<string, Type> = {
    amount: parseType('decimal(12,2)')!,
    items: parseType('int')!,
    method: parseType('string')!,
  }
  const scope = {
    typeOf: (ref: { name: string }) => types[ref.name]!,
    sql: (ref: { name: string }) => `\`${ref.name}\``,
  }
  const field = (name: string): Expr => ({ op: 'ref', of: 'field', input: 'payment', name })
  const print = (aggregate: Omit<Aggregate, 'input'>) =>
    printAggregate({ input: 'payment', ...aggregate }, 'flink', scope)
  const where: Expr = { op: 'gt', args: [field('items'), { op: 'literal', type: 'int', value: 0 }] }
  expect([
    print({ aggregate: 'count' }),
    print({ aggregate: 'count', arg: field('method'), where }),
    print({ aggregate: 'countDistinct', arg: field('method') }),
    print({ aggregate: 'sum', arg: field('amount'), where }),
    print({ aggregate: 'sum', arg: field('items') }),
    print({ aggregate: 'min', arg: field('amount') }),
  ]).toEqual([
    'COUNT(*)',
    'COUNT(`method`) FILTER (WHERE (`items` > 0))',
    'COUNT(DISTINCT `method`)',
    'CAST(SUM(`amount`) FILTER (WHERE (`items` > 0)) AS DECIMAL(15, 2))',
    'SUM(CAST(`items` AS BIGINT))',
    'MIN(`amount`)',
  ])
})

test('names and strings are quoted whatever is in them', () => {
  expect([sqlName('a`b', 'flink'), sqlName('a"b', 'duckdb'), sqlString("it's \\ ok")]).toEqual([
    '`a``b`',
    '"a""b"',
    "'it''s \\ ok'",
  ])
})

test('types have their names in both dialects', () => {
  const names = ['int', 'int53', 'long', 'decimal(12,2)', 'string', 'timestamp', 'array<string>', 'bytes'].map(
    (text) => parseType(text)!,
  )
  expect(names.map((type) => sqlType(type, 'flink'))).toEqual([
    'INT',
    'BIGINT',
    'BIGINT',
    'DECIMAL(12, 2)',
    'STRING',
    'TIMESTAMP_LTZ(6)',
    'ARRAY<STRING>',
    'BYTES',
  ])
  expect(names.map((type) => sqlType(type, 'duckdb'))).toEqual([
    'INTEGER',
    'BIGINT',
    'BIGINT',
    'DECIMAL(12, 2)',
    'VARCHAR',
    'TIMESTAMP',
    'VARCHAR[]',
    'BLOB',
  ])
})
