import { pointer } from '../../../../kernel/json.ts'
import { mismatch } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type JsonKind, joined, quoted } from '../emitter.ts'
import { escaped } from '../escaped.ts'
import { explainText } from '../explain-text.ts'
import { isPlainObject } from '../plain-object.ts'

const notObject = (value: unknown, path: string) => mismatch('an object (a map)', value, path)
const notMap = (value: unknown, path: string) => mismatch('a Map', value, path)
const badKey = (key: unknown, path: string) => explainText('a string as key', {}, key, path)

/** A JSON object; a Map in memory, so that no key is special. */
export const map: JsonKind<ShapeOf<'map'>> = {
  decode(shape, { input, output, path }, emit) {
    const [key, item, decoded] = [emit.fresh(), emit.fresh(), emit.fresh()]
    return `if (!${emit.constant(isPlainObject)}(${input})) { ${emit.report(`${emit.constant(notObject)}(${input}, ${path})`)} } else {
  ${output} = new Map()
  for (const ${key} of Object.keys(${input})) {
    if (!${key}.isWellFormed()) { ${emit.report(`${emit.constant(badKey)}(${key}, ${path})`)} }
    const ${item} = ${input}[${key}]
    let ${decoded}
    ${emit.read(shape.values, { input: item, output: decoded, path: `${emit.constant(pointer)}(${path}, ${key})` })}
    ${output}.set(${key}, ${decoded})
  }
}`
  },
  encode(shape, { input, path }, emit) {
    const [key, item, name, text] = [emit.fresh(), emit.fresh(), emit.fresh(), emit.fresh()]
    const at = `${emit.constant(pointer)}(${path}, ${key})`
    const { check, parts } = emit.write(shape.values, { input: item, path: at })
    return {
      check: `if (!(${input} instanceof Map)) { ${emit.report(`${emit.constant(notMap)}(${input}, ${path})`)} }
let ${text} = ''
for (const [${key}, ${item}] of ${input}) {
  const ${name} = typeof ${key} === 'string' ? ${emit.constant(escaped)}(${key}) : undefined
  if (${name} === undefined) { ${emit.report(`${emit.constant(badKey)}(${key}, ${path})`)} }
  ${check}
  ${text} += (${text} === '' ? '' : ',') + ${joined([...quoted(name), { text: ':' }, ...parts])}
}`,
      parts: [{ text: '{' }, { source: text }, { text: '}' }],
    }
  },
}
