import type { ShapeOf } from '../../shape.ts'
import { isUuid } from '../../uuid.ts'
import { type Emitter, type JsonKind, quoted } from '../emitter.ts'
import { breaksLimits } from '../explain-text.ts'
import { explainUuid } from '../explain-uuid.ts'

/** Text of RFC 9562 (8-4-4-4-12 hexadecimal digits); one stored as 16 bytes has no letter case, so it is lower case. */
export const uuid: JsonKind<ShapeOf<'uuid'>> = {
  decode: (shape, { input, output, path }, emit) =>
    `${check(shape, input, path, emit)} else ${output} = ${shape.stored === 'fixed' ? `${input}.toLowerCase()` : input}`,
  encode: (shape, { input, path }, emit) => ({
    check: check(shape, input, path, emit),
    parts: quoted(shape.stored === 'fixed' ? `${input}.toLowerCase()` : input),
  }),
}

function check({ limits }: ShapeOf<'uuid'>, input: string, path: string, emit: Emitter): string {
  const problem = emit.constant((value: unknown, at: string) => explainUuid(limits, value, at))
  return `if (typeof ${input} !== 'string' || !${emit.constant(isUuid)}(${input})${breaksLimits(limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}
