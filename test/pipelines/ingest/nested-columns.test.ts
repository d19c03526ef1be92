import { expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import { columnMisfits } from '../../../src/pipelines/ingest/column-misfits.ts'

const of = (kind: 'string' | 'int' | 'int53' | 'long' | 'bytes' | 'double', nullable = false): Type => ({
  kind,
  nullable,
})
const money = (scale: number): Type => ({ kind: 'decimal', precision: 12, scale, nullable: false })
const list = (items: Type): Type => ({ kind: 'array', items, nullable: false })
const map = (values: Type): Type => ({ kind: 'map', values, nullable: false })
const record = (fields: Readonly<Record<string, Type>>): Type => ({
  kind: 'record',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
  nullable: false,
})
const [STRING, INT, LONG, BYTES] = [of('string'), of('int'), of('long'), of('bytes')]
const point = () => record({ x: of('double'), y: of('double'), wkb: of('bytes', true) })

// biome-ignore format: one row a case
const cases: [what: string, from: Type, to: Type, problems: string[]][] = [
  ['one text',                                   STRING,                 STRING,                       []],
  ['a record like that of the table',            point(),                point(),                      []],
  ['fields in another order',                    record({ a: INT, b: STRING }), record({ b: STRING, a: INT }), []],
  ['a list, a map, a record inside of them',     list(map(point())),     list(map(point())),           []],
  ['inside, what may be null in the table',      record({ a: INT }),     record({ a: of('int', true) }), []],
  ['a field more in the table, which may be null', record({ a: INT }),   record({ a: INT, b: of('string', true) }), []],
  ['inside, null where the table has none',      record({ a: of('int', true) }), record({ a: INT }),   ['"c.a" may be null, but int is required']],
  ['another type inside',                        record({ a: INT }),     record({ a: STRING }),        ['"c.a" is int, but string is wanted']],
  ['wider inside: not converted there',          list(INT),              list(LONG),                   ['an item of "c" is int, but long is wanted']],
  ['another scale inside',                       map(money(2)),          map(money(3)),                ['a value of "c" is decimal(12,2), but decimal(12,3) is wanted']],
  ['a field that the table would lose',          record({ a: INT, b: INT }), record({ a: INT }),       ['"c.b" has no place in the table']],
  ['a field that nobody gives',                  record({ a: INT }),     record({ a: INT, b: BYTES }), ['nothing says where "c.b" comes from']],
  ['a list for a record',                        list(INT),              record({ a: INT }),           ['"c" is array<int>, but record<a: int> is wanted']],
  ['all of it at once',                          record({ a: INT, b: INT }), record({ a: STRING }),    ['"c.a" is int, but string is wanted', '"c.b" has no place in the table']],
]

test.for(cases)('%s', ([, from, to, problems]) => {
  expect(columnMisfits('c', from, to)).toEqual(problems)
})
