import { mismatch } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type Emitter, type JsonKind, joined } from '../emitter.ts'

const problem = (value: unknown, path: string) => mismatch('an array', value, path)

export const array: JsonKind<ShapeOf<'array'>> = {
  decode(shape, { input, output, path }, emit) {
    const [index, item, decoded] = [emit.fresh(), emit.fresh(), emit.fresh()]
    return `${refuseOthers(input, path, emit)} else {
  ${output} = []
  for (let ${index} = 0; ${index} < ${input}.length; ${index}++) {
    const ${item} = ${input}[${index}]
    let ${decoded}
    ${emit.read(shape.items, { input: item, output: decoded, path: `${path} + '/' + ${index}` })}
    ${output}.push(${decoded})
  }
}`
  },
  encode(shape, { input, path }, emit) {
    const [index, item, text] = [emit.fresh(), emit.fresh(), emit.fresh()]
    const { check, parts } = emit.write(shape.items, { input: item, path: `${path} + '/' + ${index}` })
    return {
      check: `${refuseOthers(input, path, emit)}
let ${text} = ''
for (let ${index} = 0; ${index} < ${input}.length; ${index}++) {
  const ${item} = ${input}[${index}]
  ${check}
  ${text} += (${index} === 0 ? '' : ',') + ${joined(parts)}
}`,
      parts: [{ text: '[' }, { source: text }, { text: ']' }],
    }
  },
}

const refuseOthers = (input: string, path: string, emit: Emitter): string =>
  `if (!Array.isArray(${input})) { ${emit.report(`${emit.constant(problem)}(${input}, ${path})`)} }`
