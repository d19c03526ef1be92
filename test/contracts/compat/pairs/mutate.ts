import fc from 'fast-check'
import { isJsonObject, type Json, type JsonObject } from '../../../../src/kernel/json.ts'
import { defaultOf } from './random-schema.ts'

/** A change of one node; undefined where it does not apply. `pick` chooses between possibilities. */
type Change = (node: Json, pick: number, donor: Json) => Json | undefined

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']

const object =
  (kind: string, change: (node: JsonObject, pick: number, donor: Json) => JsonObject | undefined): Change =>
  (node, pick, donor) =>
    isJsonObject(node) && (kind === 'named' ? 'name' in node && 'namespace' in node : node.type === kind)
      ? change(node, pick, donor)
      : undefined

const listOf = (node: JsonObject, key: string): readonly Json[] => {
  const list = node[key]
  return Array.isArray(list) ? list : []
}

const isField = (node: Json): node is JsonObject =>
  isJsonObject(node) && 'type' in node && /^f\d/.test(String(node.name))

const CHANGES: readonly Change[] = [
  (node, pick) => (typeof node === 'string' && PRIMITIVES.includes(node) ? PRIMITIVES[pick % 8] : undefined),
  (node, pick) => (Array.isArray(node) && node.length > 0 ? node.toSpliced(pick % node.length, 1) : undefined),
  (node) => (Array.isArray(node) ? node.toReversed() : undefined),
  (node, pick, donor) =>
    Array.isArray(node) && !Array.isArray(donor) ? node.toSpliced(pick % 3, 0, donor) : undefined,
  (node) => (isField(node) && !Array.isArray(node.type) ? { ...node, type: ['null', node.type ?? 'null'] } : undefined),
  (node, pick) => (isField(node) ? { ...node, name: `f${pick % 6}` } : undefined),
  (node, pick) => (isField(node) ? { ...node, aliases: [`f${pick % 6}`, `f${(pick >> 3) % 6}`] } : undefined),
  (node) => {
    if (!isField(node)) return undefined
    const { default: _, ...rest } = node
    return 'default' in node ? rest : { ...node, ...defaultOf(node.type ?? 'null') }
  },
  (node, _, donor) => (isField(node) ? { ...node, type: donor } : undefined),
  object('record', (node, pick) => ({ ...node, fields: listOf(node, 'fields').toSpliced(pick % 4, 1) })),
  object('record', (node) => ({ ...node, fields: listOf(node, 'fields').toReversed() })),
  object('record', (node, pick, donor) => ({
    ...node,
    fields: listOf(node, 'fields').toSpliced(pick % 3, 0, {
      name: 'f9',
      type: donor,
      ...(pick % 2 === 0 ? {} : defaultOf(donor)),
    }),
  })),
  object('enum', (node, pick) => ({ ...node, symbols: listOf(node, 'symbols').toSpliced(pick % 4, 1) })),
  object('enum', (node, pick) => ({
    ...node,
    symbols: listOf(node, 'symbols').toSpliced(pick % 4, 0, `N${pick % 3}`),
  })),
  object('enum', (node, pick) => ({ ...node, default: listOf(node, 'symbols')[pick % 2] ?? 'P' })),
  object('fixed', (node, pick) => ({ ...node, size: 1 + (pick % 4) })),
  object('named', (node, pick) => ({ ...node, namespace: ['', 'x', 'y', 'moved'][pick % 4] ?? '' })),
  object('named', (node, pick) => ({ ...node, name: ['A', 'B', 'C', 'Renamed'][pick % 4] ?? '' })),
  object('named', (node, pick) => ({ ...node, aliases: [['x.A', 'B', 'x.y.E', '.C'][pick % 4] ?? ''] })),
  object('array', (node) => ({ type: 'map', values: node.items ?? 'null' })),
  object('map', (node) => ({ type: 'array', items: node.values ?? 'null' })),
]

/** Every place in a JSON value at which some change applies. */
function places(json: Json, change: Change, pick: number, donor: Json): readonly (readonly (string | number)[])[] {
  const inner = Array.isArray(json) ? [...json.entries()] : isJsonObject(json) ? Object.entries(json) : []
  const here = change(json, pick, donor) === undefined ? [] : [[]]
  return [
    ...here,
    ...inner.flatMap(([key, value]) => places(value as Json, change, pick, donor).map((path) => [key, ...path])),
  ]
}

function at(json: Json, path: readonly (string | number)[], change: (node: Json) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return change(json)
  if (Array.isArray(json)) return json.with(Number(step), at(json[Number(step)], rest, change))
  const object = json as JsonObject
  return { ...object, [step]: at(object[step] ?? null, rest, change) }
}

function mutate(json: Json, [which, pick, donor]: readonly [number, number, Json]): Json {
  // The first change, from the chosen one on, that applies anywhere.
  for (let i = 0; i < CHANGES.length; i++) {
    const change = CHANGES[(which + i) % CHANGES.length]
    const found = change === undefined ? [] : places(json, change, pick, donor)
    const path = found[pick % Math.max(found.length, 1)]
    if (change !== undefined && path !== undefined) return at(json, path, (node) => change(node, pick, donor) ?? node)
  }
  return json
}

/** One to four changes, in turn. */
export const mutations = (donors: fc.Arbitrary<Json>): fc.Arbitrary<(json: Json) => Json> =>
  fc
    .array(fc.tuple(fc.nat(CHANGES.length - 1), fc.nat(200), donors), { minLength: 1, maxLength: 4 })
    .map((steps) => (json) => steps.reduce(mutate, json))
