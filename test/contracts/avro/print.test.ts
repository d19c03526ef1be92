import { expect, test } from 'vitest'
import { AvroSchemaError, parseAvroSchema, parseAvroText, schemaJson } from '../../../src/contracts/index.ts'
import { isJsonObject, type Json } from '../../../src/kernel/json.ts'
import { edgeCases, radarStates } from './corpus.ts'

const parsed = [...edgeCases, ...radarStates].flatMap((row) => {
  if (!row.verdict.parses) return []
  const document = parseAvroText(row.schema, row.id)
  return [{ id: row.id, document }]
})

/** Texts whose printed form is equal JSON, but not equal to Avro Java, and why. */
const QUIRKS = new Map([
  ['reference/three-cycle-defaults-other-order', 'uses names ahead of definitions; the order of definitions decides'],
  ['redefine/float-default-text-and-fraction', 'defines a type twice; the second 1.0 is printed as 1'],
  ['logical/decimal-attributes/precision-fraction', 'an invalid precision of 4.0 is printed as 4, which is valid'],
  ['logical/decimal-attributes/scale-fraction', 'an invalid scale of 2.0 is printed as 2, which is valid'],
])

test('every schema that parses is printed such that it parses to the same schema', () => {
  let compared = 0
  for (const { id, document } of parsed) {
    if (/^json\/depth\/(499|[5-9]\d\d|1000)$/.test(id)) continue // deep equality itself runs out of stack
    if (QUIRKS.has(id)) continue
    expect(parseAvroSchema(schemaJson(document.schema)), id).toStrictEqual(document.schema)
    compared++
  }
  expect(compared).toBeGreaterThan(1200)
})

/** Attributes that two texts of one meaning may write differently: the parse above compares them. */
const WRITTEN_FREELY = new Set([
  'name',
  'namespace',
  'type',
  'order',
  'aliases',
  'items',
  'values',
  'fields',
  'symbols',
  'size',
])

/** Every attribute whose value is not structure, as sorted lines. */
function attributes(json: Json): readonly string[] {
  const found: string[] = []
  const visit = (node: Json): void => {
    if (Array.isArray(node)) for (const item of node) visit(item)
    else if (isJsonObject(node))
      for (const [key, value] of Object.entries(node))
        if (['type', 'items', 'values', 'fields'].includes(key)) visit(value)
        else if (!WRITTEN_FREELY.has(key))
          found.push(`${key}=${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}n` : v))}`)
  }
  visit(json)
  return found.sort()
}

test('nothing of the text is lost: docs, defaults and every attribute of the texts are in the printed schema', () => {
  let count = 0
  for (const { document } of parsed) {
    const expected = attributes(document.json)
    expect(attributes(schemaJson(document.schema))).toEqual(expected)
    count += expected.length
  }
  expect(count).toBeGreaterThan(3900)
})

// biome-ignore format: one row a case
const texts: [what: string, text: string][] = [
  ['a plain primitive', '"int"'],
  ['a reference within the namespace', '{"type":"record","name":"R","namespace":"a","fields":[{"name":"x","type":["null","R"],"default":null}]}'],
  ['a reference to a type of another namespace', '{"type":"record","name":"R","namespace":"a","fields":[{"name":"x","type":{"type":"fixed","name":"F","namespace":"b","size":1}},{"name":"y","type":"b.F"}]}'],
  ['a type of the null namespace inside a namespace', '{"type":"record","name":"R","namespace":"a","fields":[{"name":"x","type":{"type":"fixed","name":"F","namespace":"","size":1}},{"name":"y","type":"F"}]}'],
  ['a type named like a primitive', '{"type":"record","name":"R","namespace":"a","fields":[{"name":"x","type":{"type":"fixed","name":"int","size":1}},{"name":"y","type":"a.int"}]}'],
  ['an alias of the null namespace', '{"type":"fixed","name":"F","namespace":"a","aliases":["G",".H","b.I"],"size":1}'],
]

test.for(texts)('%s is printed as it was written', ([, text]) => {
  expect(JSON.stringify(schemaJson(parseAvroText(text, 'x.avsc').schema))).toBe(text)
})

test('siblings that each refer ahead are refused when they would nest too deep, without running out of stack', () => {
  const chain = Array.from({ length: 3000 }, (_, i) => ({
    type: 'record',
    name: `R${i}`,
    fields: [{ name: 'next', type: ['null', i === 2999 ? 'int' : `R${i + 1}`] }],
  }))
  expect(() => schemaJson(parseAvroSchema(chain))).toThrow(AvroSchemaError)
})
