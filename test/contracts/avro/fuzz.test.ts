import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AvroSchemaError, parseAvroSchema, parseAvroText, schemaJson } from '../../../src/contracts/index.ts'
import { isJsonObject, type Json } from '../../../src/kernel/json.ts'
import { edgeCases, radarStates } from './corpus.ts'

const texts = [...edgeCases, ...radarStates].map(({ schema }) => schema).filter((text) => text.length < 3000)
const values: readonly Json[] = texts.flatMap((text): Json[] => {
  try {
    return [JSON.parse(text)]
  } catch {
    return []
  }
})

const words = [
  'type',
  'name',
  'fields',
  'items',
  'values',
  'symbols',
  'default',
  'aliases',
  'namespace',
  'logicalType',
  'record',
  'array',
  'enum',
  'R',
  'S',
  'a.R',
  '__proto__',
  'constructor',
  '',
]
const leaf = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom<Json>(null, true, 0, -1, 1.5, 2 ** 31, 1e308, 2n ** 63n, [], {}),
)

/** Replaces, wraps or drops the node that the numbers lead to. */
function mutate(json: Json, path: readonly number[], change: (node: Json) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return change(json)
  if (Array.isArray(json) && json.length > 0)
    return json.with(step % json.length, mutate(json[step % json.length], rest, change))
  if (isJsonObject(json) && Object.keys(json).length > 0) {
    const entries = Object.entries(json)
    const [key, value] = entries[step % entries.length]!
    return { ...json, [key]: mutate(value, rest, change) }
  }
  return change(json)
}

const change = fc.oneof(
  leaf.map((value) => () => value),
  fc.constantFrom(...values).map((value) => () => value),
  fc.constantFrom<(node: Json) => Json>(
    (node) => [node],
    (node) => [node, node],
    (node) => ({ type: 'array', items: node }),
    (node) => ({ type: 'record', name: 'R', fields: [{ name: 'x', type: node, default: {} }] }),
    (node) => (isJsonObject(node) ? Object.fromEntries(Object.entries(node).slice(1)) : node),
  ),
  fc.tuple(fc.constantFrom(...words), leaf).map(
    ([key, value]) =>
      (node: Json) =>
        isJsonObject(node) ? { ...node, [key]: value } : node,
  ),
)

const settings = { seed: 20171118, numRuns: 10_000 }

test('whatever is done to a schema, it parses or is refused: nothing crashes', () => {
  let parsed = 0
  const mutation = fc.tuple(fc.array(fc.nat(30), { maxLength: 8 }), change)
  fc.assert(
    fc.property(fc.constantFrom(...values), fc.array(mutation, { minLength: 1, maxLength: 3 }), (start, mutations) => {
      const json = mutations.reduce((node, [path, by]) => mutate(node, path, by), start)
      try {
        const schema = parseAvroSchema(json)
        parsed++
        const printed = schemaJson(schema)
        expect(schemaJson(parseAvroSchema(printed))).toEqual(printed)
      } catch (error) {
        if (!(error instanceof AvroSchemaError)) throw error
      }
    }),
    settings,
  )
  console.log(`${settings.numRuns} mutated schemas: ${parsed} parse`)
  expect(parsed).toBeGreaterThan(1000)
})

test('whatever is done to a text, it parses or is refused at a place', () => {
  const cut = fc.tuple(
    fc.nat(),
    fc.nat(40),
    fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '/*', '//', '\\', '1e', '\u0000', '\ud800', 'null'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...texts), cut, (text, [where, length, insert]) => {
      const start = text.length === 0 ? 0 : where % text.length
      const mutated = text.slice(0, start) + insert + text.slice(start + length)
      try {
        parseAvroText(mutated, 'x.avsc')
      } catch (error) {
        if (!(error instanceof AvroSchemaError)) throw error
        expect(error.at?.line).toBeGreaterThan(0)
      }
    }),
    settings,
  )
})
