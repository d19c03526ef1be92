import type { Json } from '../../kernel/json.ts'
import { AvroSchemaError } from '../avro/error.ts'
import { readJsonText } from '../avro/json-text.ts'
import { type NamesInText, namesInText } from '../avro/references.ts'

/** The type names in a schema text, or nothing when it cannot be read. */
export function readAvscNames(text: string): NamesInText | undefined {
  try {
    return namesInText(readJson(text))
  } catch (error) {
    // Too deep for the recursion, or no JSON: the loader says what is wrong.
    if (error instanceof AvroSchemaError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Most schemas are plain JSON, which the built-in parser reads an order of magnitude faster. */
function readJson(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return readJsonText(text, '').json
  }
}

/**
 * The files reachable from some of them: those that use their types, or those whose types they use, however many steps away.
 * A file that could not be read is a finding by itself, and needs none of the others for that.
 */
export function avscClosure(
  names: ReadonlyMap<string, NamesInText | undefined>,
  from: ReadonlySet<string>,
  direction: 'users' | 'used',
): ReadonlySet<string> {
  const definers = new Map<string, string[]>()
  for (const [path, found] of names)
    for (const name of found?.defined ?? []) definers.set(name, [...(definers.get(name) ?? []), path])
  const next = new Map<string, string[]>()
  const link = (user: string, used: string) => {
    const [a, b] = direction === 'users' ? [used, user] : [user, used]
    next.set(a, [...(next.get(a) ?? []), b])
  }
  for (const [user, found] of names) {
    for (const { names: meanings } of found?.referred ?? [])
      for (const used of meanings.flatMap((name) => definers.get(name) ?? [])) if (used !== user) link(user, used)
  }
  const reached = new Set(from)
  for (const path of reached) for (const other of next.get(path) ?? []) reached.add(other)
  return reached
}
