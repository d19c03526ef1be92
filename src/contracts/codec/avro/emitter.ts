import type { Shape, ShapeOf } from '../shape.ts'

/** The fields of a record that become part of the value, and the same of the records in these; undefined: all. */
export type Wanted = ReadonlyMap<string, Wanted | undefined>

/** Names of JavaScript expressions in generated code. */
export interface ReadSite {
  /** The variable that takes the value; absent where the value is only checked and passed over. */
  readonly output: string | undefined
  /** Source of an expression that gives the JSON pointer; it runs only when there is a problem. */
  readonly path: string
  /** Where the value is a record: what is kept of it. */
  readonly only?: Wanted | undefined
}

export interface WriteSite {
  /** A variable that holds the value. */
  readonly input: string
  readonly path: string
}

/** Makes the source of generated functions: statements of each kind come from `kinds/<kind>.ts`. The reader is `r`, the writer `w`. */
export interface AvroEmitter {
  /** Statements that read what `writer` wrote as a value of `reader`: checked, and assigned to the output if there is one. */
  read(writer: Shape, reader: Shape, site: ReadSite): string
  write(shape: Shape, site: WriteSite): string
  /** Statements that move over a value without a look at it; only damage is reported. */
  skip(writer: Shape): string
  /** A statement that reports a problem, given the source of an expression that makes it. */
  report(problem: string): string
  /** The name under which generated code sees a value of ours; nothing but names goes into the source text. */
  constant(value: unknown): string
  fresh(): string
  /** The name of a generated function, made once for each key. */
  named(key: readonly unknown[], make: () => string): string
}

/** How one kind of shape is stored in Avro's binary encoding. */
export interface AvroKind<S extends Shape = Shape> {
  /** `resolve.ts` has made sure that the writer's values can be read as the reader's. */
  read(writer: Shape, reader: S, site: ReadSite, emit: AvroEmitter): string
  write(shape: S, site: WriteSite, emit: AvroEmitter): string
  skip(shape: S, emit: AvroEmitter): string
}

/** Unions, and values that may be null, are read and written by `unions.ts`. */
export type AvroKinds = { readonly [K in Exclude<Shape['kind'], 'union'>]: AvroKind<ShapeOf<K>> }
