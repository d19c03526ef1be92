import { mismatch } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { JsonKind } from '../emitter.ts'

const problem = (value: unknown, path: string) => mismatch('a boolean', value, path)

export const boolean: JsonKind<ShapeOf<'boolean'>> = {
  decode: (_, { input, output, path }, emit) =>
    `if (typeof ${input} !== 'boolean') { ${emit.report(`${emit.constant(problem)}(${input}, ${path})`)} } else ${output} = ${input}`,
  encode: (_, { input, path }, emit) => ({
    check: `if (typeof ${input} !== 'boolean') { ${emit.report(`${emit.constant(problem)}(${input}, ${path})`)} }`,
    parts: [{ source: input }],
  }),
}
