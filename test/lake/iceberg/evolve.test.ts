import { describe, expect, test } from 'vitest'
import { parseAvroText } from '../../../src/contracts/avro/text.ts'
import { evolve } from '../../../src/lake/iceberg/evolve.ts'
import { type WantedField, wantedColumns, withIds } from '../../../src/lake/iceberg/from-contract.ts'
import { typeText } from '../../../src/lake/iceberg/types.ts'

const columnsOf = (fields: readonly object[]): readonly WantedField[] => {
  const { schema } = parseAvroText(JSON.stringify({ type: 'record', name: 'R', fields }), 'r.avsc')
  return schema.kind === 'record' ? wantedColumns(schema) : []
}
const counter = (last: number) => () => ++last
const nullable = (type: unknown) => ['null', type]

// Table specification, "Appendix A: Avro", read the other way.
// biome-ignore format: one row a case
const types: [avro: unknown, iceberg: string][] = [
  ['boolean',                                                                 'boolean'],
  ['int',                                                                     'int'],
  ['long',                                                                    'long'],
  ['float',                                                                   'float'],
  ['double',                                                                  'double'],
  ['string',                                                                  'string'],
  ['bytes',                                                                   'binary'],
  [{ type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 },        'decimal(12, 2)'],
  [{ type: 'fixed', name: 'F', size: 8 },                                     'binary'],
  [{ type: 'fixed', name: 'D', size: 8, logicalType: 'decimal', precision: 18, scale: 4 }, 'decimal(18, 4)'],
  [{ type: 'string', logicalType: 'uuid' },                                   'uuid'],
  [{ type: 'int', logicalType: 'date' },                                      'date'],
  [{ type: 'int', logicalType: 'time-millis' },                               'time'],
  [{ type: 'long', logicalType: 'time-micros' },                              'time'],
  [{ type: 'long', logicalType: 'timestamp-micros' },                         'timestamptz'],
  [{ type: 'long', logicalType: 'timestamp-millis' },                         'timestamptz'],
  [{ type: 'long', logicalType: 'local-timestamp-micros' },                   'timestamp'],
  [{ type: 'enum', name: 'E', symbols: ['A'] },                               'string'],
  [{ type: 'array', items: nullable('string') },                              'list<string>'],
  [{ type: 'map', values: 'long' },                                           'map<string, long>'],
  [{ type: 'record', name: 'In', fields: [{ name: 'x', type: 'int' }] },      'struct<x: int>'],
]

test.each(types)('an Avro %o is a column of type %s', (avro, iceberg) => {
  const [field] = withIds(columnsOf([{ name: 'c', type: avro }]), counter(0))
  expect([field?.type && typeText(field.type), field?.required]).toEqual([iceberg, true])
})

// biome-ignore format: one row a case
const refused: [type: unknown, why: string][] = [
  [['null', 'int', 'string'],                              '"c" may be of 2 types'],
  [{ type: 'long', logicalType: 'timestamp-nanos' },       'tables of format version 2 hold microseconds'],
  ['null',                                                 '"c" has no type that a column can have'],
]

test.each(refused)('an Avro %o is refused: %s', (type, why) =>
  expect(() => columnsOf([{ name: 'c', type }])).toThrow(why),
)

describe('a table follows its contract', () => {
  const before = withIds(
    columnsOf([
      { name: 'id', type: 'long' },
      { name: 'sku', type: nullable('string') },
      { name: 'n', type: nullable('int') },
      {
        name: 'at',
        type: {
          type: 'record',
          name: 'At',
          fields: [
            { name: 'x', type: 'int' },
            { name: 'y', type: 'int' },
          ],
        },
      },
    ]),
    counter(0),
  )
  const evolved = (fields: readonly object[]) => {
    const { fields: columns, changes, problems } = evolve(before, columnsOf(fields), counter(6))
    return {
      columns: columns.map(
        ({ id, name, type, required }) => `${id} ${name} ${typeText(type)}${required ? ' required' : ''}`,
      ),
      changes: changes.map(({ kind, path }) => `${kind} ${path}`),
      problems: problems.map(({ message }) => message),
    }
  }
  const same = [
    { name: 'id', type: 'long' },
    { name: 'sku', type: nullable('string') },
    { name: 'n', type: nullable('int') },
    {
      name: 'at',
      type: {
        type: 'record',
        name: 'At',
        fields: [
          { name: 'x', type: 'int' },
          { name: 'y', type: 'int' },
        ],
      },
    },
  ]

  test('what is the same changes nothing', () => expect(evolved(same)).toMatchObject({ changes: [], problems: [] }))

  test('a rename by alias keeps the column’s id; a new column gets one that was never used', () => {
    const fields = [
      { name: 'id', type: 'long' },
      { name: 'product', aliases: ['sku'], type: nullable('string') },
      { name: 'n', type: nullable('long') },
      {
        name: 'at',
        type: {
          type: 'record',
          name: 'At',
          fields: [
            { name: 'y', type: 'int' },
            { name: 'z', type: nullable('int') },
          ],
        },
      },
    ]
    expect(evolved(fields)).toEqual({
      columns: ['1 id long required', '2 product string', '3 n long', '4 at struct<y: int, z: int> required'],
      changes: ['renamed product', 'widened n', 'added at.z', 'dropped at.x'],
      problems: [],
    })
  })

  // biome-ignore format: one row a case
  const problems: [what: string, fields: readonly object[], problem: string][] = [
    ['a new required column',   [...same, { name: 'new', type: 'int' }],                             'new is new and required'],
    ['null no longer allowed',  same.map((f) => (f.name === 'sku' ? { name: 'sku', type: 'string' } : f)), 'sku becomes required'],
    ['a narrower type',         same.map((f) => (f.name === 'id' ? { name: 'id', type: 'int' } : f)), 'id is a long in the table and a int'],
    ['another type',            same.map((f) => (f.name === 'n' ? { name: 'n', type: nullable('string') } : f)), 'n is a int in the table and a string'],
  ]

  test.each(problems)('%s is refused before a byte is written', (_, fields, problem) =>
    expect(evolved(fields).problems[0]).toContain(problem),
  )
})
