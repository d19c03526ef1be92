import { type Json, pointer } from '../../kernel/json.ts'
import { AvroSchemaError } from './error.ts'
import { link } from './link.ts'
import { namedTypes } from './named-types.ts'
import { readSchema } from './read-schema.ts'
import type { AvroField, AvroNamed, AvroSchema } from './schema.ts'
import type { Scope } from './scope.ts'

export interface ParseOptions {
  /** Schemas whose named types the text may refer to. */
  readonly references?: Iterable<AvroSchema>
  /** Pointers of whole numbers that the text writes with a fraction or an exponent (1.0): JSON values cannot tell, Avro Java does. */
  readonly floats?: ReadonlySet<string>
}

/**
 * Parses an Avro schema: accepts what Avro Java 1.12.2 accepts with the defaults of its Schema.Parser, and throws an
 * AvroSchemaError on everything else.
 */
export const parseAvroSchema = (json: Json, options: ParseOptions = {}): AvroSchema => parsePlaced(json, options).schema

export interface Placed {
  readonly schema: AvroSchema
  /** The named types that this text defines, in the order in which their definitions end. */
  readonly defined: readonly AvroNamed[]
  readonly pointers: ReadonlyMap<AvroSchema | AvroField, string>
}

/** As parseAvroSchema, and tells where each node came from. */
export function parsePlaced(json: Json, options: ParseOptions = {}): Placed {
  refuseDepth(json)
  const scope: Scope = {
    known: new Map(),
    defined: new Set(),
    standIns: new Map(),
    pointers: new Map(),
    floats: options.floats ?? new Set(),
    deferred: undefined,
  }
  for (const reference of options.references ?? [])
    for (const type of namedTypes(reference)) if (!scope.known.has(type.fullName)) scope.known.set(type.fullName, type)
  const schema = readSchema(json, undefined, '', scope)
  link(schema, scope)
  return { schema, defined: [...scope.defined], pointers: scope.pointers }
}

/** How deep Avro Java's JSON parser goes. */
export const MAX_DEPTH = 1000

export const tooDeep = (at: string): AvroSchemaError =>
  new AvroSchemaError(`The schema is nested deeper than ${MAX_DEPTH} levels`, {
    pointer: at,
    hint: 'Give the inner types names and refer to them by name.',
  })

interface Nested {
  readonly json: Json
  /** Its place among the values around it. */
  readonly index: number
  readonly depth: number
  readonly within: Nested | undefined
}

function refuseDepth(root: Json): void {
  const todo: Nested[] = [{ json: root, index: 0, depth: 0, within: undefined }]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { json, depth } = next
    if (typeof json !== 'object' || json === null) continue
    if (depth === MAX_DEPTH) throw tooDeep(pointerTo(next))
    // Only containers matter: long lists of symbols or documentation cost nothing.
    Object.values<Json>(json).forEach((inner, index) => {
      if (typeof inner === 'object') todo.push({ json: inner, index, depth: depth + 1, within: next })
    })
  }
}

/** The way to a node: put together only when it is too deep. */
function pointerTo(node: Nested): string {
  const steps: string[] = []
  for (let at: Nested = node; at.within !== undefined; at = at.within)
    steps.push(Object.keys(at.within.json as object)[at.index] ?? '')
  return steps.toReversed().reduce(pointer, '')
}
