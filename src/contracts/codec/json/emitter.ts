import { pointer } from '../../../kernel/json.ts'
import type { RecordDefinition, Shape, ShapeOf } from '../shape.ts'

/** Names of JavaScript expressions in generated code: where a value comes from, and how to say its place. */
export interface Source {
  /** A variable that holds the value to check. */
  readonly input: string
  /** Source of an expression that gives the JSON pointer; it runs only when there is a problem. */
  readonly path: string
}

/** The same, and the variable that a decoder assigns. */
export interface Site extends Source {
  readonly output: string
}

/** How generated code writes a value: everything is checked first, so that the text is put together at once, of few pieces. */
export interface Written {
  /** Statements. */
  readonly check: string
  /** What the text consists of, where the statements have run. */
  readonly parts: readonly Part[]
}

/** A piece of text, or the source of an expression that gives one (or a number). */
export type Part = { readonly text: string } | { readonly source: string }

/** Makes the source of one generated function: statements of each kind come from `kinds/<kind>.ts`. */
export interface Emitter {
  /** Statements that check `input` against the shape, null included, and convert it. */
  read(shape: Shape, site: Site): string
  /** The same the other way. */
  write(shape: Shape, from: Source): Written
  /** A statement that reports a problem, given the source of an expression that makes it. */
  report(problem: string): string
  /** The name under which generated code sees a value of ours; nothing but names goes into the source text. */
  constant(value: unknown): string
  /** A new variable name. */
  fresh(): string
  /** The name of a generated function for a recursive record: (input, path) → output, or text. */
  recursive(definition: RecordDefinition): string
}

/** How one kind of shape is read from and written to JSON. */
export interface JsonKind<S extends Shape = Shape> {
  decode(shape: S, site: Site, emit: Emitter): string
  encode(shape: S, from: Source, emit: Emitter): Written
}

export type JsonKinds = { readonly [K in Shape['kind']]: JsonKind<ShapeOf<K>> }

/** Source of a string literal: any text, hostile field names too, stays data. */
export const literal = (text: string): string => JSON.stringify(text)

/** What `source` gives, in quotes. */
export const quoted = (source: string): readonly Part[] => [{ text: '"' }, { source }, { text: '"' }]

/** Source of the whole text; pieces that stand beside each other are one literal. */
export function joined(parts: readonly Part[]): string {
  const terms: string[] = []
  let text = ''
  for (const part of parts) {
    if ('text' in part) {
      text += part.text
      continue
    }
    // A number alone, or two of them, would be no text.
    if (text !== '' || terms.length === 0) terms.push(literal(text))
    terms.push(part.source)
    text = ''
  }
  return [...terms, ...(text !== '' || terms.length === 0 ? [literal(text)] : [])].join(' + ')
}

/** Source of the path one field further. */
export const fieldPath = (path: string, name: string): string => `${path} + ${literal(pointer('', name))}`

/** Source that reads a field of a parsed object; names that every object inherits are read only when they are its own. */
export const readField = (object: string, name: string): string =>
  name in Object.prototype
    ? `(Object.hasOwn(${object}, ${literal(name)}) ? ${object}[${literal(name)}] : undefined)`
    : `${object}[${literal(name)}]`

/** Source of a property in an object literal; computed, because a plain `"__proto__": x` would set the prototype. */
export const property = (name: string, value: string): string =>
  name === '__proto__' ? `["__proto__"]: ${value}` : `${literal(name)}: ${value}`
