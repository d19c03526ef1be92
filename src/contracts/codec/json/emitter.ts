import { pointer } from '../../../kernel/json.ts'
import type { RecordDefinition, Shape, ShapeOf } from '../shape.ts'

/** Names of JavaScript expressions in generated code: where a value comes from, where it goes, and how to say its place. */
export interface Site {
  /** A variable that holds the value to check. */
  readonly input: string
  /** Decoders assign this variable; encoders append to the variable `text` instead. */
  readonly output: string
  /** Source of an expression that gives the JSON pointer; it runs only when there is a problem. */
  readonly path: string
}

/** Makes the source of one generated function: statements of each kind come from `kinds/<kind>.ts`. */
export interface Emitter {
  /** Statements that check `input` against the shape, null included, and convert it. */
  value(shape: Shape, site: Site): string
  /** A statement that reports a problem, given the source of an expression that makes it. */
  report(problem: string): string
  /** The name under which generated code sees a value of ours; nothing but names goes into the source text. */
  constant(value: unknown): string
  /** A new variable name. */
  fresh(): string
  /** The name of a generated function for a recursive record: (input, path) → output. */
  recursive(definition: RecordDefinition): string
}

/** How one kind of shape is read from and written to JSON. */
export interface JsonKind<S extends Shape = Shape> {
  decode(shape: S, site: Site, emit: Emitter): string
  encode(shape: S, site: Site, emit: Emitter): string
}

export type JsonKinds = { readonly [K in Shape['kind']]: JsonKind<ShapeOf<K>> }

/** Source of a string literal: any text, hostile field names too, stays data. */
export const literal = (text: string): string => JSON.stringify(text)

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
