import { mismatch } from '../../record-problem.ts'
import type { Shape, ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'
import { leastOf } from '../least.ts'

const notArray = (value: unknown, path: string) => mismatch('an array', value, path)
const noBlock = noValue('an array')

export const array: AvroKind<ShapeOf<'array'>> = {
  read(writer, reader, { output, path }, emit) {
    const [count, index, end, item] = [emit.fresh(), emit.fresh(), emit.fresh(), emit.fresh()]
    const items = itemsOf(writer)
    const kept = output === undefined ? undefined : item
    return `let ${index} = 0
${output === undefined ? '' : `${output} = []`}
for (let ${count} = r.block(${leastOf(items)}); ${count} !== 0; ${count} = r.block(${leastOf(items)})) {
  if (${count} < 0) { ${emit.report(`${emit.constant(noBlock)}(${path})`)} }
  for (const ${end} = ${index} + ${count}; ${index} < ${end}; ${index}++) {
    ${kept === undefined ? '' : `let ${item}`}
    ${emit.read(items, reader.items, { output: kept, path: `${path} + '/' + ${index}` })}
    ${kept === undefined ? '' : `${output}.push(${item})`}
  }
}`
  },
  write(shape, { input, path }, emit) {
    const [index, item] = [emit.fresh(), emit.fresh()]
    return `if (!Array.isArray(${input})) { ${emit.report(`${emit.constant(notArray)}(${input}, ${path})`)} }
if (${input}.length > 0) {
  w.integer(${input}.length)
  for (let ${index} = 0; ${index} < ${input}.length; ${index}++) {
    const ${item} = ${input}[${index}]
    ${emit.write(shape.items, { input: item, path: `${path} + '/' + ${index}` })}
  }
}
w.byte(0)`
  },
  skip(shape, emit) {
    const [count, index] = [emit.fresh(), emit.fresh()]
    const least = leastOf(shape.items)
    return `for (let ${count} = r.block(${least}); ${count} !== 0; ${count} = r.block(${least})) {
  if (${count} < 0) { ${emit.report('damaged()')} }
  for (let ${index} = 0; ${index} < ${count}; ${index}++) { ${emit.skip(shape.items)} }
}`
  },
}

const itemsOf = (writer: Shape): Shape => (writer as ShapeOf<'array'>).items
