import { RecordProblem } from '../record-problem.ts'
import type { Shape } from '../shape.ts'
import type { AvroEmitter, AvroKind } from './emitter.ts'
import { avroKinds } from './kinds/index.ts'
import type { AvroReader } from './reader.ts'
import { isUnion, Misfit, misfit } from './resolve.ts'
import { readUnion, skipUnion, writeUnion } from './unions.ts'
import type { AvroWriter } from './writer.ts'

/** The bytes are no value of the writer's schema: where the next value begins cannot be told either. */
class Damaged extends RecordProblem {}

const damaged = (): Damaged =>
  new Damaged('schema', '', 'the bytes are no record of the schema (a length or count does not fit)')

/** Reads one value that `writer` wrote, as a value of `reader`. `build` makes the statements, which assign `output`. */
export const compileRead = (build: (emit: AvroEmitter) => string): ((r: AvroReader) => unknown) =>
  compile(build, (body) => `(r) => { let output; ${body}; return output }`) as (r: AvroReader) => unknown

export const compileSkip = (writer: Shape): ((r: AvroReader) => void) =>
  compile(
    (emit) => emit.skip(writer),
    (body) => `(r) => { ${body} }`,
  ) as (r: AvroReader) => void

export const compileWrite = (shape: Shape): ((w: AvroWriter, value: unknown) => void) =>
  compile(
    (emit) => emit.write(shape, { input: 'value', path: '""' }),
    (body) => `(w, value) => { ${body} }`,
  ) as (w: AvroWriter, value: unknown) => void

function compile(build: (emit: AvroEmitter) => string, wrap: (body: string) => string): unknown {
  const constants: unknown[] = []
  const functions: { readonly key: readonly unknown[]; readonly name: string }[] = []
  const sources: string[] = []
  let variables = 0

  const emit: AvroEmitter = {
    read(writer, reader, site) {
      if (isUnion(writer) || isUnion(reader)) return readUnion(writer, reader, site, emit)
      const wrong = misfit(writer, reader)
      if (wrong !== undefined) throw new Misfit(wrong)
      return kindOf(reader).read(writer, reader, site, emit)
    },
    write: (shape, site) => (isUnion(shape) ? writeUnion(shape, site, emit) : kindOf(shape).write(shape, site, emit)),
    skip: (writer) => (isUnion(writer) ? skipUnion(writer, emit) : kindOf(writer).skip(writer, emit)),
    report: (problem) => `throw ${problem}`,
    constant(value) {
      const known = constants.indexOf(value)
      return `c${known === -1 ? constants.push(value) - 1 : known}`
    },
    fresh: () => `v${variables++}`,
    named(key, make) {
      const known = functions.find((one) => one.key.every((part, i) => part === key[i]))
      if (known !== undefined) return known.name
      const name = `f${functions.length}`
      functions.push({ key, name })
      sources.push(`const ${name} = ${make()}`)
      return name
    },
  }
  const main = wrap(build(emit))
  const source = `'use strict'\n${sources.join('\n')}\nreturn ${main}`
  // Only names, numbers and quoted literals stand in the source: no text of a record or a contract is ever code.
  return new Function('damaged', ...constants.map((_, i) => `c${i}`), source)(damaged, ...constants)
}

const kindOf = (shape: Shape): AvroKind => avroKinds[shape.kind as Exclude<Shape['kind'], 'union'>] as AvroKind
