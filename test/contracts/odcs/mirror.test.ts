import { expect, test } from 'vitest'
import { parseAvroSchema } from '../../../src/contracts/avro/parse.ts'
import { mirrorOf } from '../../../src/contracts/odcs/mirror.ts'
import type { Json } from '../../../src/kernel/json.ts'

const mirror = (type: Json) => {
  const schema = parseAvroSchema({ type: 'record', name: 'R', fields: [{ name: 'f', type }] })
  return schema.kind === 'record' ? mirrorOf(schema)[0] : undefined
}

// The logical types are those of ODCS v3.1.0 (its JSON Schema, SchemaBaseProperty.logicalType); there is none for bytes.
// biome-ignore format: one row a case
const cases: readonly (readonly [type: Json, logicalType: string, physicalType: string, required: boolean])[] = [
  ['boolean',                                                       'boolean',   'boolean',               true],
  ['int',                                                           'integer',   'int',                   true],
  ['long',                                                          'integer',   'long',                  true],
  ['float',                                                         'number',    'float',                 true],
  ['double',                                                        'number',    'double',                true],
  ['string',                                                        'string',    'string',                true],
  ['bytes',                                                         'string',    'bytes',                 true],
  [['null', 'string'],                                              'string',    'string',                false],
  [['string', 'null'],                                              'string',    'string',                false],
  [['string'],                                                      'string',    'string',                true],
  [['int', 'string'],                                               'object',    'union',                 true],
  [['null', 'int', 'string'],                                       'object',    'union',                 false],
  [{ type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }, 'number',  'decimal(9,2)',          true],
  [{ type: 'bytes', logicalType: 'decimal', precision: 9 },         'number',    'decimal(9,0)',          true],
  [{ type: 'int', logicalType: 'date' },                            'date',      'date',                  true],
  [{ type: 'int', logicalType: 'time-millis' },                     'time',      'time-millis',           true],
  [{ type: 'long', logicalType: 'timestamp-millis' },               'timestamp', 'timestamp-millis',      true],
  [{ type: 'long', logicalType: 'local-timestamp-micros' },         'timestamp', 'local-timestamp-micros', true],
  [{ type: 'long', logicalType: 'unheard-of' },                     'integer',   'long',                  true],
  [{ type: 'string', logicalType: 'uuid' },                         'string',    'uuid',                  true],
  [{ type: 'enum', name: 'E', symbols: ['A'] },                     'string',    'enum',                  true],
  [{ type: 'fixed', name: 'F', size: 4 },                           'string',    'fixed(4)',              true],
  [{ type: 'map', values: 'long' },                                 'object',    'map',                   true],
]

test.for(cases)('%j', ([type, logicalType, physicalType, required]) => {
  expect(mirror(type)).toEqual({ name: 'f', logicalType, physicalType, required })
})

test('items and nested fields are opened; a record inside itself is not', () => {
  const node = {
    type: 'record',
    name: 'Node',
    fields: [{ name: 'next', type: ['null', 'Node'], doc: 'The next one.' }],
  }
  expect(mirror({ type: 'array', items: ['null', node] })).toEqual({
    name: 'f',
    logicalType: 'array',
    physicalType: 'array',
    required: true,
    items: {
      logicalType: 'object',
      physicalType: 'record',
      required: false,
      properties: [
        { name: 'next', logicalType: 'object', physicalType: 'record', required: false, description: 'The next one.' },
      ],
    },
  })
})
