import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import { wireFormat } from '../../../src/adapters/registry/wire-format.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { canonicalText } from '../../../src/contracts/registry/same-schema.ts'
import * as avro from '../../contracts/codec/schemas.ts'
import { contractsOf, setting } from '../../contracts/diff/repo.ts'

const [BASE] = await contractsOf(setting('compatibility', 'FULL'))
const FIELDS = [avro.field('id', avro.STRING), avro.field('n', avro.LONG)]

const made = (wireFormat: Contract['settings']['wireFormat'], fields = FIELDS): Contract => ({
  ...BASE!,
  name: 'made',
  schema: avro.record('Made', ...fields),
  fields: [],
  settings: { ...BASE!.settings, wireFormat },
})

const empty = () => fileRegistry(join(mkdtempSync(join(tmpdir(), 'dq-wire-')), 'registry.json'), 'registry.json')
const bytesOf = (text: string) => new TextEncoder().encode(text)

test('the prefix of a topic is the id of its own schema, whatever newer version the registry has', async () => {
  const [registry, contract] = [empty(), made('avro')]
  await registry.register('other', { schema: '"string"', references: [] })
  await registry.register('made-value', { schema: canonicalText(contract.schema), references: [] })
  const newer = made('avro', [...FIELDS, avro.field('x', avro.nullable(avro.STRING), null)])
  await registry.register('made-value', { schema: canonicalText(newer.schema), references: [] })
  const wire = wireFormat(registry, 'test')
  await wire.prepare([contract])
  expect([...wire.prefix(contract)]).toEqual([0, 0, 0, 0, 2])
  await expect(
    wireFormat(registry, 'test').prepare([made('avro', [avro.field('id', avro.LONG)])]),
  ).rejects.toMatchObject({
    message: expect.stringContaining('none of the 2 versions of made-value is its schema'),
    hint: 'dq contract register --env test',
  })
})

test('a schema that the registry cannot give whole is told with its id', async () => {
  const registry = empty()
  const wire = wireFormat(
    { ...registry, schemaById: async () => ({ schema: '{"type":"recrod"}', references: [] }) },
    'test',
  )
  await wire.load([7])
  expect(wire.reader(made('avro'))(Uint8Array.from([0, 0, 0, 0, 7]))).toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('schema 7 in the registry cannot be read'),
  })
})

test('JSON has no prefix, keeps longs, and what is none is unreadable', async () => {
  const contract = made('json')
  const wire = wireFormat(undefined, undefined)
  await wire.prepare([contract])
  expect(wire.prefix(contract).length).toBe(0)
  const read = wire.reader(contract)
  expect(read(bytesOf('{"id":"a","n":9223372036854775807}'))).toEqual({
    kind: 'value',
    value: { id: 'a', n: '9223372036854775807' },
  })
  expect(read(bytesOf('no'))).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/^no JSON: /) })
  expect(read(Uint8Array.from([34, 255, 34]))).toMatchObject({ kind: 'unreadable' })
  expect(read(null)).toEqual({ kind: 'value', value: null })
})

test("Debezium's messages are read with and without their schema part", () => {
  const read = wireFormat(undefined, undefined).reader(made('debezium-json'))
  const value = { id: 'a', n: 1 }
  expect(read(bytesOf(JSON.stringify(value)))).toEqual({ kind: 'value', value })
  expect(read(bytesOf(JSON.stringify({ schema: {}, payload: value })))).toEqual({ kind: 'value', value })
})
