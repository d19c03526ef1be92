import { pointer } from '../../../../kernel/json.ts'
import { explainText } from '../../json/explain-text.ts'
import { mismatch } from '../../record-problem.ts'
import type { Shape, ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'
import { leastOf } from '../least.ts'

const notMap = (value: unknown, path: string) => mismatch('a Map', value, path)
const badKey = (key: unknown, path: string) => explainText('a string as key', {}, key, path)
const noBlock = noValue('a map')
const noKey = noValue('a key in UTF-8')

/** Blocks of keys and values; a key that comes twice keeps the last value. */
export const map: AvroKind<ShapeOf<'map'>> = {
  read(writer, reader, { output, path }, emit) {
    const [count, index, key, value] = [emit.fresh(), emit.fresh(), emit.fresh(), emit.fresh()]
    const values = valuesOf(writer)
    const next = `r.block(${1 + leastOf(values)})`
    const kept = output === undefined ? undefined : value
    return `${output === undefined ? '' : `${output} = new Map()\n`}for (let ${count} = ${next}; ${count} !== 0; ${count} = ${next}) {
  if (${count} < 0) { ${emit.report(`${emit.constant(noBlock)}(${path})`)} }
  for (let ${index} = 0; ${index} < ${count}; ${index}++) {
    const ${key} = r.text()
    if (${key} === undefined) { ${emit.report(`${emit.constant(noKey)}(${path})`)} }
    ${kept === undefined ? '' : `let ${value}`}
    ${emit.read(values, reader.values, { output: kept, path: `${emit.constant(pointer)}(${path}, ${key})` })}
    ${kept === undefined ? '' : `${output}.set(${key}, ${value})`}
  }
}`
  },
  write(shape, { input, path }, emit) {
    const [key, value] = [emit.fresh(), emit.fresh()]
    return `if (!(${input} instanceof Map)) { ${emit.report(`${emit.constant(notMap)}(${input}, ${path})`)} }
if (${input}.size > 0) {
  w.integer(${input}.size)
  for (const [${key}, ${value}] of ${input}) {
    if (typeof ${key} !== 'string' || !${key}.isWellFormed()) { ${emit.report(`${emit.constant(badKey)}(${key}, ${path})`)} }
    w.text(${key})
    ${emit.write(shape.values, { input: value, path: `${emit.constant(pointer)}(${path}, ${key})` })}
  }
}
w.byte(0)`
  },
  skip(shape, emit) {
    const [count, index] = [emit.fresh(), emit.fresh()]
    const next = `r.block(${1 + leastOf(shape.values)})`
    return `for (let ${count} = ${next}; ${count} !== 0; ${count} = ${next}) {
  if (${count} < 0) { ${emit.report('damaged()')} }
  for (let ${index} = 0; ${index} < ${count}; ${index}++) { if (r.over(r.length()) < 0) { ${emit.report('damaged()')} } ${emit.skip(shape.values)} }
}`
  },
}

const valuesOf = (writer: Shape): Shape => (writer as ShapeOf<'map'>).values
