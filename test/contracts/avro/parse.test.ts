import { expect, test } from 'vitest'
import { type AvroRecord, namedTypes, parseAvroSchema, parseAvroText } from '../../../src/contracts/index.ts'

const record = (text: string): AvroRecord => {
  const { schema } = parseAvroText(text, 'x.avsc')
  if (schema.kind !== 'record') throw new Error(schema.kind)
  return schema
}

test('integers beyond 2^53 keep every digit', () => {
  const { fields, props } = record(
    '{"type":"record","name":"R","fields":[{"name":"x","type":"long","default":9007199254740993}],"p":[-9223372036854775808,1]}',
  )
  expect(fields[0]?.default).toBe(9007199254740993n)
  expect(props).toEqual({ p: [-9223372036854775808n, 1] })
})

test('a reference is the very object of the definition, in a recursive record too', () => {
  const node = record(
    '{"type":"record","name":"a.Node","fields":[{"name":"next","type":["null","Node"],"default":null}]}',
  )
  const next = node.fields[0]?.type
  expect(next?.kind === 'union' && next.branches[1] === node).toBe(true)
  expect(namedTypes(node)).toEqual([node])
})

test('a name may be used before its definition, as in Avro Java', () => {
  const { fields } = record(
    '{"type":"record","name":"R","fields":[{"name":"a","type":"F"},{"name":"b","type":{"type":"fixed","name":"F","size":1}}]}',
  )
  expect(fields[0]?.type).toBe(fields[1]?.type)
})

test('types given from outside may be referred to', () => {
  const money = parseAvroSchema({
    type: 'record',
    name: 'shop.Money',
    fields: [{ name: 'of', type: { type: 'fixed', name: 'Unit', size: 3 } }],
  })
  const order = parseAvroSchema(['null', 'shop.Unit', { type: 'array', items: 'shop.Money' }], { references: [money] })
  expect(namedTypes(order)).toEqual([...namedTypes(money)].toReversed())
  expect(order.kind === 'union' && order.branches[2]?.kind === 'array' && order.branches[2].items === money).toBe(true)
})

test('docs, aliases, order, errors and unknown attributes are kept; full names are worked out', () => {
  const text = `{"type": "error", "name": "R", "namespace": "a", "doc": "d", "aliases": ["Old", "b.Older", ".Oldest"], "owner": null,
    "fields": [{"name": "x", "type": {"type": "int", "doc": "kept"}, "order": "DESCENDING", "aliases": ["w"], "doc": "f", "pii": true}]}`
  expect(record(text)).toEqual({
    kind: 'record',
    name: 'R',
    namespace: 'a',
    fullName: 'a.R',
    isError: true,
    doc: 'd',
    aliases: ['a.Old', 'b.Older', 'Oldest'],
    props: { owner: null },
    fields: [
      {
        name: 'x',
        type: { kind: 'int', props: { doc: 'kept' } },
        order: 'descending',
        aliases: ['w'],
        doc: 'f',
        props: { pii: true },
      },
    ],
  })
})

test('a logical type that does not fit is ignored and kept', () => {
  expect(parseAvroSchema({ type: 'string', logicalType: 'date' })).toEqual({
    kind: 'string',
    props: { logicalType: 'date' },
  })
  expect(parseAvroSchema({ type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 })).toEqual({
    kind: 'bytes',
    logical: { name: 'decimal', precision: 12, scale: 2 },
    props: { logicalType: 'decimal', precision: 12, scale: 2 },
  })
})

test('a document tells where its fields and types stand', () => {
  const { schema, placeOf } = parseAvroText(
    '{"type": "record", "name": "R",\n "fields": [\n  {"name": "x", "type": "int"}]}',
    'r.avsc',
  )
  expect(placeOf(schema)).toEqual({ file: 'r.avsc', line: 1, column: 1, path: '' })
  expect(schema.kind === 'record' && placeOf(schema.fields[0]!)).toEqual({
    file: 'r.avsc',
    line: 3,
    column: 3,
    path: '/fields/0',
  })
})
