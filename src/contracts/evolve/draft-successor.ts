import { applyEdits, modify } from 'jsonc-parser'
import { isJsonObject } from '../../kernel/json.ts'

/** The two files of a contract. */
export interface ContractTexts {
  readonly odcs: string
  readonly avsc: string
}

/** How a contract and its successor are called. */
export interface Move {
  readonly contract: string
  readonly successor: string
  /** `v2` */
  readonly to: string
}

/**
 * The successor of a contract as a copy of it: a name, id, topic and schema of its own, from version 1.0.0 on, as a draft. Its
 * types lie in a namespace of their own, so that they may change; all else is for its author to change.
 */
export function draftSuccessor({ odcs, avsc }: ContractTexts, move: Move): ContractTexts {
  return { odcs: successorDocument(odcs, move), avsc: successorSchema(avsc, move.to) }
}

function successorDocument(text: string, { contract, successor, to }: Move): string {
  const own = contract.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const suffix = to.replaceAll(/[^A-Za-z0-9]/g, '_')
  return text
    .replace(/^(id:\s*)(["']?)([^\s"'#]+)\2/m, `$1$2$3-${to}$2`)
    .replace(/^(version:\s*)\S+/m, '$11.0.0')
    .replace(/^(status:\s*)\S+/m, '$1draft')
    .replace(/^(schema:\s*\n(?:\s*#.*\n)*\s*-\s*name:\s*)([A-Za-z0-9_]+)/m, `$1$2_${suffix}`)
    .replace(new RegExp(`^(name:\\s*|\\s+physicalName:\\s*)(["']?)${own}\\2(?=\\s|$)`, 'gm'), `$1$2${successor}$2`)
    .replace(new RegExp(`(url:\\s*["']?\\./)${own}\\.avsc`), `$1${successor}.avsc`)
    .replace(/^\s*- (?:\{\s*property: sunset,[^\n]*\}|property: sunset\n\s+value:[^\n]*)\n?/m, '')
}

function successorSchema(text: string, to: string): string {
  const schema = JSON.parse(text) as unknown
  if (!isJsonObject(schema)) return text
  const old = typeof schema.namespace === 'string' ? schema.namespace : ''
  const namespace = [old, to.replaceAll(/[^A-Za-z0-9_]/g, '_')].filter(Boolean).join('.')
  const inside = new Set(namesDefined(schema))
  let next = text
  for (const { path, name } of namesUsed(schema, [])) {
    const [isOurs, short] = [inside.has(name) || inside.has(name.slice(old.length + 1)), name.split('.').at(-1)!]
    if (isOurs && name.includes('.') && name === `${old}.${short}`) next = set(next, path, `${namespace}.${short}`)
    // A type of another file stays where it is.
    else if (!isOurs && !name.includes('.') && old !== '') next = set(next, path, `${old}.${name}`)
  }
  return set(next, ['namespace'], namespace)
}

const set = (text: string, path: readonly (string | number)[], value: string): string =>
  applyEdits(text, modify(text, [...path], value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }))

const PRIMITIVE = /^(?:null|boolean|int|long|float|double|bytes|string|record|enum|fixed|array|map|error)$/

/** Names of types that the schema itself defines, and that its namespace is for. */
function* namesDefined(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* namesDefined(item)
  else if (isJsonObject(value)) {
    if (typeof value.name === 'string' && /^(?:record|enum|fixed)$/.test(String(value.type))) yield value.name
    for (const key of ['type', 'fields', 'items', 'values']) if (key in value) yield* namesDefined(value[key]!)
  }
}

/** Where the schema names a type. */
function* namesUsed(
  value: unknown,
  path: readonly (string | number)[],
): Generator<{ readonly path: readonly (string | number)[]; readonly name: string }> {
  if (typeof value === 'string') {
    if (!PRIMITIVE.test(value)) yield { path, name: value }
  } else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* namesUsed(item, [...path, i])
  else if (isJsonObject(value))
    for (const key of ['type', 'fields', 'items', 'values'])
      if (key in value) yield* namesUsed(value[key]!, [...path, key])
}
