import { Document, isMap, isScalar, isSeq, Scalar, type YAMLMap } from 'yaml'
import type { Mirror, MirrorProperty } from '../odcs/mirror.ts'

/** Order in which keys are written when they are new; existing ones stay where they are. */
const ORDER = ['name', 'logicalType', 'physicalType', 'required', 'description', 'items', 'properties']

/** Makes one ODCS property say what the avsc says, in place; keys it does not know stay. */
export function syncProperty(node: YAMLMap, mirror: Mirror & Partial<MirrorProperty>): void {
  put(node, 'logicalType', mirror.logicalType)
  put(node, 'physicalType', mirror.physicalType)
  put(node, 'required', mirror.required)
  if (mirror.description !== undefined) put(node, 'description', mirror.description)
  if (mirror.items !== undefined) syncProperty(mapAt(node, 'items'), mirror.items)
  if (mirror.properties !== undefined) syncNested(node, mirror.properties)
}

function syncNested(node: YAMLMap, expected: readonly MirrorProperty[]): void {
  const list = node.get('properties', true)
  const old = isSeq(list) ? list.items.filter((item) => isMap(item)) : []
  const items = expected.map((property) => {
    const item = old.find((candidate) => candidate.get('name') === property.name)
    if (item === undefined) return new Document(property).contents
    syncProperty(item, property)
    return item
  })
  const target = isSeq(list) ? list : insert(node, 'properties', new Document([]).contents)
  if (isSeq(target)) target.items = items
}

function mapAt(node: YAMLMap, key: string): YAMLMap {
  const found = node.get(key, true)
  if (isMap(found)) return found
  const made = insert(node, key, new Document({}).contents)
  if (!isMap(made)) throw new Error('a new map is a map')
  return made
}

/** Sets a scalar, keeping the comments and the style of the one that stands there. */
function put(node: YAMLMap, key: string, value: string | boolean): void {
  const found = node.get(key, true)
  if (!isScalar(found)) insert(node, key, new Scalar(value))
  else if (!same(found.value, value)) found.value = value
}

const same = (found: unknown, value: string | boolean): boolean =>
  found === value || (typeof found === 'string' && typeof value === 'string' && words(found) === words(value))

/** Where lines are broken says nothing. */
const words = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** Adds the key after those that come before it in the usual order. */
function insert<N>(node: YAMLMap, key: string, value: N): N {
  node.delete(key)
  const rank = ORDER.indexOf(key)
  const after = node.items.findLastIndex((pair) => {
    const place = ORDER.indexOf(String(isScalar(pair.key) ? pair.key.value : pair.key))
    return place !== -1 && place < rank
  })
  node.items.splice(after + 1, 0, newPair(key, value))
  return value
}

const newPair = (key: string, value: unknown) => new Document({}).createPair(key, value)
