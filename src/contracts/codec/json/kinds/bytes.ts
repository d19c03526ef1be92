import { fromBase64, toBase64 } from '../../base64.ts'
import { mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type JsonKind, quoted } from '../emitter.ts'

/** Base64; a fixed has exactly its size. */
export const bytes: JsonKind<ShapeOf<'bytes'>> = {
  decode({ size }, { input, output, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explain(size, value, at))
    const wrongSize = size === undefined ? '' : ` || ${output}.length !== ${size}`
    return `${output} = typeof ${input} === 'string' ? ${emit.constant(fromBase64)}(${input}) : undefined
if (${output} === undefined${wrongSize}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
  },
  encode({ size }, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => mismatch(nameOf(size), value, at))
    const wrongSize = size === undefined ? '' : ` || ${input}.length !== ${size}`
    return {
      check: `if (!(${input} instanceof Uint8Array)${wrongSize}) { ${emit.report(`${problem}(${input}, ${path})`)} }`,
      parts: quoted(`${emit.constant(toBase64)}(${input})`),
    }
  },
}

const nameOf = (size: number | undefined): string => (size === undefined ? 'bytes' : `${size} bytes`)

function explain(size: number | undefined, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string') return mismatch(`${nameOf(size)} as base64 text`, value, path)
  const parsed = fromBase64(value)
  if (parsed !== undefined) return mismatch(nameOf(size), parsed, path)
  return new RecordProblem('schema', path, `${quoteShort(value)} is not base64 (RFC 4648 section 4, with padding)`)
}
