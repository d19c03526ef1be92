import type { AvroFixed, AvroSchema, PrimitiveKind } from './schema.ts'

/** A name of a record, enum or fixed, with the namespace it ended up in. */
export type AvroName = Pick<AvroFixed, 'name' | 'namespace' | 'fullName'>

export const PRIMITIVES: ReadonlySet<string> = new Set<PrimitiveKind>([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
])

export const isPrimitive = (name: string): name is PrimitiveKind => PRIMITIVES.has(name)

/**
 * Why a simple name (of a type, field or symbol) is refused, or undefined. Avro Java's default validator allows letters
 * and digits of every script where the specification allows ASCII; it looks at UTF-16 units, so nothing beyond U+FFFF.
 */
export function nameFault(name: string): string | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined
  if (name === '') return 'it is empty'
  for (const [index, char] of [...name].entries()) {
    if (char.length === 2 || !(index === 0 ? /[\p{L}_]/u : /[\p{L}\p{Nd}_]/u).test(char)) {
      const shown = JSON.stringify(char)
      return index === 0 && /\p{Nd}/u.test(char) ? `it begins with the digit ${shown}` : `it has the character ${shown}`
    }
  }
  return undefined
}

/** Why a namespace is refused, or undefined: each part between dots must be a name. */
export function namespaceFault(namespace: string): string | undefined {
  for (const part of namespace.split('.')) {
    const fault = nameFault(part)
    if (fault !== undefined) return part === '' ? 'a part between its dots is empty' : `in "${part}" ${fault}`
  }
  return undefined
}

/** Puts a written name into its namespace: a dotted name brings its own, "" is the null namespace (specification, "Names"). */
export function qualify(written: string, namespace: string | undefined): AvroName {
  const dot = written.lastIndexOf('.')
  const space = dot < 0 ? namespace : written.slice(0, dot)
  const name = written.slice(dot + 1)
  return space === undefined || space === ''
    ? { name, fullName: name }
    : { name, namespace: space, fullName: `${space}.${name}` }
}

/** What a union calls its branch: the full name of a named type, otherwise the kind. */
export const branchName = (schema: AvroSchema): string => ('fullName' in schema ? schema.fullName : schema.kind)
