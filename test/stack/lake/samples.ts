import type { WantedField, WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { typeText } from '../../../src/lake/iceberg/types.ts'
import { column } from '../../lake/table/lake.ts'

/** A column of one type, and its values in ascending order as text that no library made; null in row `NULL_ROW`. */
export interface Sample {
  readonly name: string
  readonly type: WantedType
  /** Of rows 0, 1, …; what is nested is JSON. */
  readonly values: readonly string[]
  /** Values in no order that engines agree on: read and written, not asked for. */
  readonly odd?: string
}

/** Rows below `SECOND_FILE` are one append, the others the next: a filter for the others' values leaves the first file out. */
export const ROWS = 8
export const SECOND_FILE = 6
const NULL_ROW = 3

const simple = (name: string, type: WantedType, values: readonly string[]): Sample => ({ name, type, values })
const decimal = (precision: number, scale: number) => ({ kind: 'decimal', precision, scale }) as const

// biome-ignore format: one row a type
export const samples: readonly Sample[] = [
  simple('flag',   { kind: 'boolean' },     ['false', 'false', 'false', '', 'false', 'false', 'true', 'true']),
  simple('small',  { kind: 'int' },         ['-2147483648', '-11', '-1', '', '0', '9', '10', '2147483647']),
  simple('large',  { kind: 'long' },        ['-9223372036854775808', '-7', '-1', '', '0', '9007199254740993', '9007199254740995', '9223372036854775807']),
  simple('ratio',  { kind: 'float' },       ['-1.5', '-0.25', '0.5', '', '1.5', '2.5', '1024.5', '65536.25']),
  simple('score',  { kind: 'double' },      ['-1e300', '-0.1', '0.1', '', '0.30000000000000004', '1.5', '2.5', '1e300']),
  { ...simple('wild', { kind: 'double' },   ['NaN', 'Infinity', '-Infinity', '', '0', '5e-324', 'NaN', '1.7976931348623157e+308']), odd: 'double: NaN, infinities, the ends' },
  { ...simple('lean', { kind: 'float' },    ['NaN', 'Infinity', '-Infinity', '', '0', '0.125', 'Infinity', 'NaN']), odd: 'float: NaN, infinities' },
  simple('day',    { kind: 'date' },        ['0001-01-01', '1969-12-30', '1969-12-31', '', '1970-01-01', '1999-12-31', '2024-02-29', '9999-12-31']),
  simple('clock',  { kind: 'time' },        ['00:00:00.000000', '00:00:00.000001', '09:59:59.999999', '', '10:00:00.000000', '11:00:00.500000', '12:00:00.000000', '23:59:59.999999']),
  simple('local',  { kind: 'timestamp' },   ['0001-01-01 00:00:00.000000', '1969-12-31 22:59:59.999999', '1969-12-31 23:59:59.999999', '', '1970-01-01 00:00:00.000000', '1999-12-31 23:00:00.000001', '2024-02-29 23:59:59.999999', '9999-12-31 23:59:59.999999']),
  simple('at',     { kind: 'timestamptz' }, ['0001-01-03 00:00:00.000000', '1969-12-31 22:59:59.999999', '1969-12-31 23:59:59.999999', '', '1970-01-01 00:00:00.000000', '1999-12-31 23:00:00.000001', '2024-02-29 23:59:59.999999', '9999-12-30 23:59:59.999999']),
  simple('word',   { kind: 'string' },      ['', 'a/b=c %', 'aé', '', 'b\'"', 'longer than sixteen bytes', 'more than sixteen bytes too', '😀😀z']),
  simple('ref',    { kind: 'uuid' },        ['00000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '', '30000000-0000-4000-8000-000000000001', '40000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001']),
  simple('bytes',  { kind: 'binary' },      ['', '00', '0001', '', '7F', '80', 'FE00FF', 'FF']),
  simple('code',   { kind: 'fixed', length: 4 }, ['00000000', '00000001', '000000FF', '', '7F000000', '80000000', 'FE00FF00', 'FFFFFFFF']),
  simple('price',  decimal(9, 2),           ['-9999999.98', '-10.01', '-0.01', '', '0.00', '0.50', '10.00', '9999999.99']),
  simple('amount', decimal(18, 4),          ['-99999999999999.9998', '-10.0001', '-0.0001', '', '0.0000', '0.5000', '10.0000', '99999999999999.9999']),
  simple('big',    decimal(38, 9),          ['-99999999999999999999999999999.999999998', '-10.000000001', '-0.000000001', '', '0.000000000', '0.500000000', '10.000000000', '99999999999999999999999999999.999999999']),
  { name: 'point', type: { kind: 'struct', fields: [column('x', { kind: 'int' }), column('label', { kind: 'string' })] },
    values: ['["-3","k"]', '["-2",null]', '[null,""]', '', '["0","é"]', '["1","k"]', '["10","z"]', '["11","z"]'] },
  { name: 'items', type: { kind: 'list', element: { kind: 'int' }, elementRequired: false },
    values: ['[]', '["1"]', '["1",null]', '', '[null]', '["1","2","3"]', '["10"]', '["11","-1"]'] },
  { name: 'rates', type: { kind: 'map', value: { kind: 'double' }, valueRequired: false },
    values: ['[]', '[["a","1.5"]]', '[["a",null]]', '', '[["b","-0.5"]]', '[["é","2.5"]]', '[["a","1.5"]]', '[["a","0.1"]]'] },
  { name: 'lines', type: { kind: 'list', elementRequired: false, element: { kind: 'struct', fields: [column('sku', { kind: 'string' }), column('tags', { kind: 'list', element: { kind: 'string' }, elementRequired: false })] } },
    values: ['[]', '[["a",["x"]]]', '[["a",null]]', '', '[[null,[]]]', '[["b",["x",null]],["c",[]]]', '[["d",["y"]]]', '[["e",["z"]]]'] },
]

export const sampleOf = (name: string): Sample => samples.find((one) => one.name === name)!

/** As matrix rows show it. */
export const labelOf = ({ type, odd }: Sample): string =>
  odd ?? (type.kind === 'struct' || type.kind === 'list' || type.kind === 'map' ? nestedLabel(type) : typeText(type))

const nestedLabel = (type: WantedType): string => {
  switch (type.kind) {
    case 'struct':
      return `struct<${type.fields.map(({ type }) => nestedLabel(type)).join(', ')}>`
    case 'list':
      return `list<${nestedLabel(type.element)}>`
    case 'map':
      return `map<string, ${nestedLabel(type.value)}>`
    default:
      return typeText(type)
  }
}

export const columnsOf = (names: readonly string[]): readonly WantedField[] => [
  column('id', { kind: 'long' }, true),
  ...names.map((name) => column(name, sampleOf(name).type)),
]

/** What a reader should find in a row: text, lists of text, null. */
export function expected(name: string, row: number): unknown {
  if (row === NULL_ROW) return null
  const sample = sampleOf(name)
  const value = sample.values[row]!
  return ['struct', 'list', 'map'].includes(sample.type.kind) ? JSON.parse(value) : canonical(value, sample.type)
}

/** A value that a filter asks for: of the second file, so the first can be left out. */
export const wanted = (name: string): string => sampleOf(name).values[SECOND_FILE]!

/** Numbers as JavaScript writes them: a peer may write 1e+300. */
export const canonical = (value: string, { kind }: WantedType): string => {
  if (kind !== 'float' && kind !== 'double') return value
  const number = Number(value.replace(/^(-?)inf(?:inity)?$/i, '$1Infinity'))
  return String(Object.is(number, -0) ? '-0' : number)
}

/** Canonical also inside. */
export function canonicalValue(value: unknown, type: WantedType): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'struct':
      return type.fields.map((field, i) => canonicalValue((value as readonly unknown[])[i], field.type))
    case 'list':
      return (value as readonly unknown[]).map((one) => canonicalValue(one, type.element))
    case 'map':
      return (value as readonly (readonly [unknown, unknown])[]).map(([key, one]) => [
        key,
        canonicalValue(one, type.value),
      ])
    default:
      return canonical(String(value), type)
  }
}
