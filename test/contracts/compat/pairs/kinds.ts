import type { Json } from '../../../../src/kernel/json.ts'
import { field, type Named, type Pair, record, square } from './pair.ts'

// biome-ignore format: one row a case
const TYPES: readonly Named[] = [
  ...['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'].map((kind): Named => [kind, kind]),
  ['fixed4',    { type: 'fixed', name: 'F', size: 4 }],
  ['fixed16',   { type: 'fixed', name: 'F', size: 16 }],
  ['decimal',   { type: 'bytes', logicalType: 'decimal', precision: 10, scale: 2 }],
  ['decimal4',  { type: 'bytes', logicalType: 'decimal', precision: 10, scale: 4 }],
  ['fixedDecimal', { type: 'fixed', name: 'F', size: 16, logicalType: 'decimal', precision: 20, scale: 2 }],
  ['millis',    { type: 'long', logicalType: 'timestamp-millis' }],
  ['micros',    { type: 'long', logicalType: 'timestamp-micros' }],
  ['date',      { type: 'int', logicalType: 'date' }],
  ['uuid',      { type: 'string', logicalType: 'uuid' }],
  ['enumAB',    { type: 'enum', name: 'E', symbols: ['A', 'B'] }],
  ['enumABC',   { type: 'enum', name: 'E', symbols: ['A', 'B', 'C'] }],
  ['enumAorB',  { type: 'enum', name: 'E', symbols: ['A', 'B'], default: 'A' }],
  ['empty',     record('R', [])],
  ['record',    record('R', [field('a', 'int')])],
  ['record2',   record('R', [field('a', 'long'), field('b', 'string')])],
  ['defaulted', record('R', [field('a', 'int', { default: 0 }), field('b', ['null', 'string'], { default: null })])],
  ['error',     { type: 'error', name: 'R', fields: [field('a', 'int')] }],
  ['ints',      { type: 'array', items: 'int' }],
  ['strings',   { type: 'array', items: 'string' }],
  ['longMap',   { type: 'map', values: 'long' }],
  ['bytesMap',  { type: 'map', values: 'bytes' }],
]

// biome-ignore format: one row a case
const UNIONS: readonly Named[] = [
  ['never',       []],
  ['onlyInt',     ['int']],
  ['nullString',  ['null', 'string']],
  ['stringNull',  ['string', 'null']],
  ['intString',   ['int', 'string']],
  ['longBytes',   ['null', 'long', 'bytes']],
  ['nullRecord',  ['null', record('R', [field('a', 'int')])]],
  ['recordEnum',  [record('R', [field('a', 'int')]), { type: 'enum', name: 'E', symbols: ['A'] }, 'null']],
  ['containers',  [{ type: 'array', items: 'int' }, { type: 'map', values: 'int' }]],
  ['twoRecords',  [record('R', [field('z', 'int')]), record('S', [field('a', 'int')])]],
]

type Wrap = (schema: Json) => Json
const inField: Wrap = (schema) => record('Outer', [field('first', 'int'), field('inner', schema)])
const deep: Wrap = (schema) =>
  record('Outer', [
    field('m', { type: 'map', values: { type: 'array', items: record('Middle', [field('x', schema)]) } }),
  ])

/** How a type can stand in a schema, for a reader and a writer. */
const CONTEXTS: readonly (readonly [name: string, reader: Wrap, writer: Wrap])[] = [
  ['root', (s) => s, (s) => s],
  ['field', inField, inField],
  ['items', (s) => ({ type: 'array', items: s }), (s) => ({ type: 'array', items: s })],
  ['deep', deep, deep],
]

/** How it can stand in a union. */
const BRANCHES: typeof CONTEXTS = [
  ['readerUnion', (s) => inField(['null', s]), inField],
  ['writerUnion', inField, (s) => inField(['null', s])],
  ['unions', (s) => ['boolean', { type: 'fixed', name: 'Other', size: 1 }, s], (s) => [s, 'boolean']],
]

/** All kinds × all kinds, in each place where a type can stand. */
export const kindPairs = (): readonly Pair[] => [
  ...CONTEXTS.flatMap((context) => wrapped(context, [...TYPES, ...UNIONS])),
  // A union has no second null or boolean.
  ...BRANCHES.flatMap((context) =>
    wrapped(
      context,
      TYPES.filter(([name]) => name !== 'null' && name !== 'boolean'),
    ),
  ),
]

const wrapped = ([context, reads, writes]: (typeof CONTEXTS)[number], types: readonly Named[]): readonly Pair[] =>
  square(`kinds/${context}`, types).map(({ id, reader, writer }) => ({
    id,
    reader: reads(reader),
    writer: writes(writer),
  }))
