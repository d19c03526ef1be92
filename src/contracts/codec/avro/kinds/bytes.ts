import { mismatch } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'

/** A length and the bytes; a fixed has exactly its size. */
export const bytes: AvroKind<ShapeOf<'bytes'>> = {
  read(_, { size }, { output, path }, emit) {
    const problem = `${emit.constant(noValue(nameOf(size)))}(${path})`
    const length = size ?? 'r.length()'
    if (output === undefined) return `if (r.over(${length}) < 0) { ${emit.report(problem)} }`
    return `${output} = r.copy(${length})
if (${output} === undefined) { ${emit.report(problem)} }`
  },
  write({ size }, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => mismatch(nameOf(size), value, at))
    const wrongSize = size === undefined ? '' : ` || ${input}.length !== ${size}`
    return `if (!(${input} instanceof Uint8Array)${wrongSize}) { ${emit.report(`${problem}(${input}, ${path})`)} }
${size === undefined ? `w.integer(${input}.length)\n` : ''}w.raw(${input})`
  },
  skip: ({ size }, emit) => `if (r.over(${size ?? 'r.length()'}) < 0) { ${emit.report('damaged()')} }`,
}

const nameOf = (size: number | undefined): string => (size === undefined ? 'bytes' : `${size} bytes`)
