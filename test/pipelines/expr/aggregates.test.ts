import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import { typeOfAggregate } from '../../../src/pipelines/expr/aggregate-typing.ts'
import { aggregates } from '../../../src/pipelines/expr/aggregates/index.ts'
import type { Aggregate, RefExpr } from '../../../src/pipelines/expr/ir.ts'
import { codeBlock } from '../../../src/pipelines/expr/js/code-block.ts'
import { ExprOverflow } from '../../../src/pipelines/expr/js/overflow.ts'
import { rt } from '../../../src/pipelines/expr/js/runtime.ts'
import { printAggregate } from '../../../src/pipelines/expr/sql/print-aggregate.ts'
import { sqlType } from '../../../src/pipelines/expr/sql/types.ts'
import { parseType, typeText } from '../../../src/pipelines/expr/type-text.ts'
import { duckdb, duckdbValue, fromDuckdb } from './duckdb.ts'
import { column } from './evaluate.ts'
import { generateValue } from './grid.ts'
import { random } from './random.ts'
import { canonical, represent, wellHeld } from './values.ts'

const field: RefExpr = { op: 'ref', of: 'field', input: 'row', name: 'x' }
const flag: RefExpr = { op: 'ref', of: 'field', input: 'row', name: 'keep' }
const boolean: Type = { kind: 'boolean', nullable: true }

const aggregateOver = (name: string, records = false): Aggregate => ({
  aggregate: name,
  input: 'row',
  ...(records ? {} : { arg: field }),
})

const typed = (aggregate: Aggregate, type: Type) =>
  typeOfAggregate(aggregate, { ref: (ref) => (ref.name === 'x' ? type : boolean) })

/** Folds values (and whether each is kept) with the generated code; `overflow` when a value does not fit any more. */
function fold(aggregate: Aggregate, type: Type, values: readonly unknown[]): { text: string; state: object } {
  const typing = typed(aggregate, type)
  if (typing.kind === 'problems') throw new Error(typing.problems[0]?.message)
  const definition = aggregates[aggregate.aggregate]!
  const slots = definition.slots(typing.arg)
  const slot = (name: string): string => `s.${name}`
  const out = codeBlock()
  const value = aggregate.arg === undefined ? {} : { value: 'x', arg: { ...type, nullable: false } }
  definition.update({ slot, type: typing.type, out, ...value })
  const update = new Function('rt', `return (s, x) => {\n${out}\n}`)(rt) as (state: object, x: unknown) => void
  const state = new Function(`return {${slots.map(({ name, init }) => `${name}: ${init}`).join(', ')}}`)() as object
  try {
    for (const x of values) if (aggregate.arg === undefined || x !== null) update(state, x)
  } catch (error) {
    if (!(error instanceof ExprOverflow)) throw error
    return { text: 'overflow', state }
  }
  const result = new Function('s', `return ${definition.result(slot, typing.type)}`)(state)
  expect(wellHeld(typing.type, result)).toBe(true)
  return { text: canonical(typing.type, result), state }
}

// biome-ignore format: one row a case
const cases: [aggregate: string, type: string, values: (string | null)[], result: string][] = [
  ['count',         'int?',          ['1', null, '3'],                       'int53 2'],
  ['count',         'int?',          [],                                     'int53 0'],
  ['countDistinct', 'string?',       ['a', 'b', 'a', null],                  'int53 2'],
  ['countDistinct', 'double?',       ['NaN', 'NaN', '0.0', '-0.0'],          'int53 2'],
  ['countDistinct', 'decimal(38,2)', ['1.00', '1.00', '2.00'],               'int53 2'],
  ['countDistinct', 'string?',       [],                                     'int53 0'],
  ['sum',           'int',           ['2147483647', '1'],                    'int53? 2147483648'],
  ['sum',           'int53',         ['9007199254740991', '1'],              'overflow'],
  ['sum',           'long',          ['9223372036854775807', '1'],           'overflow'],
  ['sum',           'decimal(12,2)', ['0.10', '0.20', '-0.05'],              'decimal(15,2)? 0.25'],
  ['sum',           'decimal(15,2)', ['9999999999999.99', '0.01'],           'overflow'],
  ['sum',           'decimal(16,2)', ['99999999999999.99', '0.01'],          'decimal(38,2)? 100000000000000.00'],
  ['sum',           'decimal(12,2)?', [null],                                'decimal(15,2)? null'],
  ['sum',           'float',         ['0.5', '0.25'],                        'double? 0.75'],
  ['min',           'decimal(12,2)?', ['3.00', null, '-1.50'],               'decimal(12,2)? -1.50'],
  ['min',           'string',        ['\u{1F600}', '\uff5e'],                'string? \uff5e'],
  ['min',           'double',        ['NaN', '1'],                           'double? 1'],
  ['min',           'timestamp?',    [null],                                 'timestamp? null'],
  ['max',           'string',        ['\u{1F600}', '\uff5e'],                'string? \u{1F600}'],
  ['max',           'double',        ['NaN', 'Infinity'],                    'double? NaN'],
  ['max',           'long',          ['9223372036854775807', '5'],           'long? 9223372036854775807'],
]

test.for(cases)('%s of %s: %j is %s', ([name, typeName, values, result]) => {
  const type = parseType(typeName)!
  const aggregate = aggregateOver(name)
  const typing = typed(aggregate, type)
  const { text } = fold(
    aggregate,
    type,
    values.map((value) => represent(type, value ?? undefined)),
  )
  if (result === 'overflow') expect(text).toBe('overflow')
  else expect(typing.kind === 'typed' && `${typeText(typing.type)} ${text}`).toBe(result)
})

test('an overflow leaves the sum as it was', () => {
  const type = parseType('decimal(15,2)')!
  const { text, state } = fold(aggregateOver('sum'), type, [999_999_999_999_000, 999, 1])
  expect(text).toBe('overflow')
  expect(state).toEqual({ sum: 999_999_999_999_999 })
})

test('aggregates of generated values agree with DuckDB, with and without a condition', async () => {
  const db = await duckdb()
  const types = [
    'int?',
    'int53?',
    'long?',
    'decimal(4,2)?',
    'decimal(12,2)?',
    'decimal(18,6)?',
    'double?',
    'float?',
    'string?',
    'timestamp?',
    'date?',
    'boolean?',
  ]
  const differences: unknown[] = []
  let compared = 0
  for (const name of Object.keys(aggregates)) {
    for (const typeName of types) {
      const type = parseType(typeName)!
      for (const records of name === 'count' ? [false, true] : [false]) {
        const bare = aggregateOver(name, records)
        const typing = typed(bare, type)
        if (typing.kind === 'problems') continue
        // The sum of doubles depends on the order of the rows.
        if (name === 'sum' && typing.type.kind === 'double') continue
        for (let round = 0; round < 12; round++) {
          const next = random(`${name} ${typeName} ${records} ${round}`)
          const rows = Array.from({ length: Math.floor(next() * 9) }, () => ({
            // Small enough that partial sums fit whenever the whole does.
            text: generateValue(typeName, next),
            keep: generateValue('boolean?', next),
          }))
          for (const aggregate of [bare, { ...bare, where: flag }]) {
            const kept = rows.filter(({ keep }) => aggregate === bare || keep === 'true')
            const { text: js } = fold(
              aggregate,
              type,
              kept.map(({ text }) => represent(type, text)),
            )
            const sql = printAggregate(aggregate, 'duckdb', {
              typeOf: (ref) => (ref.name === 'x' ? type : boolean),
              sql: (ref) => `"${ref.name}"`,
            })
            const values = rows.map(({ text, keep }) => `(${duckdbValue(type, text)}, ${duckdbValue(boolean, keep)})`)
            const from =
              values.length === 0
                ? `(SELECT CAST(NULL AS ${sqlType(type, 'duckdb')}), TRUE WHERE FALSE)`
                : `(VALUES ${values.join(', ')})`
            const asked = await db
              .rows(`SELECT CAST(${sql} AS VARCHAR) FROM ${from} rows("x", "keep")`)
              .then((found) => fromDuckdb(typing.type, found[0]![0]!))
              .catch((error: Error) => (/Out of Range|Conversion/.test(error.message) ? 'overflow' : error.message))
            compared++
            // Where only a partial sum overflows the record that did it is refused, which no SQL engine can say.
            if (js !== asked && !(name === 'sum' && js === 'overflow')) differences.push({ sql, rows, js, asked })
          }
        }
      }
    }
  }
  console.log(`aggregates: ${compared} results compared with DuckDB, ${differences.length} different`)
  expect(differences).toEqual([])
  expect(compared).toBeGreaterThan(500)
})

test('every aggregate is registered under the name of its file', () => {
  const files = readdirSync('src/pipelines/expr/aggregates').filter((file) => file !== 'index.ts')
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(aggregates).sort())
  for (const [name, definition] of Object.entries(aggregates)) {
    expect(definition.name).toBe(name)
    expect(cases.some(([of]) => of === name)).toBe(true)
  }
})

test.for([
  ['sum', 'string', 'sum: needs numbers, not string'],
  ['min', 'boolean', 'min: needs values that have an order, not boolean'],
  ['countDistinct', 'array<string>', 'countDistinct: needs a value that can be compared, not array<string>'],
])('%s of a %s is refused', ([name, typeName, message]) => {
  const typing = typed(aggregateOver(name!), parseType(typeName!)!)
  expect(typing.kind === 'problems' && typing.problems[0]?.message).toBe(message)
})

test('an unknown aggregate is named with the nearest one', () => {
  const typing = typed({ aggregate: 'suum', input: 'row', arg: column(0) }, boolean)
  expect(typing.kind === 'problems' && typing.problems[0]?.message).toBe(
    'unknown aggregate "suum" (did you mean "sum"?)',
  )
})
