import { mismatch } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'

const notBoolean = noValue('a boolean (a byte of 0 or 1)')
const problem = (value: unknown, path: string) => mismatch('a boolean', value, path)

export const boolean: AvroKind<ShapeOf<'boolean'>> = {
  read(_, __, { output, path }, emit) {
    const byte = emit.fresh()
    const check = `const ${byte} = r.byte(); if (!(${byte} <= 1)) { ${emit.report(`${emit.constant(notBoolean)}(${path})`)} }`
    return output === undefined ? check : `${check}\n${output} = ${byte} === 1`
  },
  write: (_, { input, path }, emit) =>
    `if (typeof ${input} !== 'boolean') { ${emit.report(`${emit.constant(problem)}(${input}, ${path})`)} }
w.byte(${input} ? 1 : 0)`,
  skip: () => 'r.at++',
}
