import { MAX_NESTING, tooDeep } from '../nesting.ts'
import type { RecordDefinition, Shape } from '../shape.ts'
import type { Emitter, JsonKind } from './emitter.ts'
import { jsonKinds } from './kinds/index.ts'

/** `throw` stops at the first problem; `collect` gathers all of them. */
export type ProblemMode = 'throw' | 'collect'

/**
 * Generates and compiles one function from a shape. Generated source holds names of our constants, numbers and string literals only.
 * - decode, throw: (value) → decoded value; encode, throw: (value) → JSON text
 * - decode, collect: (value) → RecordProblem[]
 */
export function compileProgram(
  direction: 'decode' | 'encode',
  mode: ProblemMode,
  body: (emit: Emitter) => string,
): (value: unknown) => unknown {
  const constants: unknown[] = []
  const functions = new Map<RecordDefinition, string>()
  const sources: string[] = []
  let variables = 0

  const emit: Emitter = {
    value(shape: Shape, site) {
      const inner = (jsonKinds[shape.kind] as JsonKind)[direction](shape, site, emit)
      if (!shape.nullable) return inner
      const onNull = direction === 'decode' ? `${site.output} = null` : `text += 'null'`
      return `if (${site.input} === null) { ${onNull} } else { ${inner} }`
    },
    report: (problem) => (mode === 'throw' ? `throw ${problem}` : `problems.push(${problem})`),
    constant(value) {
      const known = constants.indexOf(value)
      return `c${known === -1 ? constants.push(value) - 1 : known}`
    },
    fresh: () => `v${variables++}`,
    recursive(definition) {
      const known = functions.get(definition)
      if (known !== undefined) return known
      const name = `r${functions.size}`
      functions.set(definition, name)
      const inner = jsonKinds.record[direction](
        { kind: 'record', nullable: false, definition: { ...definition, isRecursive: false } },
        { input: 'value', output: 'output', path: 'path' },
        emit,
      )
      const [begin, result] = direction === 'decode' ? ['let output', 'output'] : [`let text = ''`, 'text']
      // Not followed further: a hostile record may nest as deep as the stack.
      sources.push(`function ${name}(value, path) {
  ${begin}
  if (++depth > ${MAX_NESTING}) { depth--; ${emit.report(`${emit.constant(tooDeep)}(path)`)}; return ${result} }
  ${inner}
  depth--
  return ${result}
}`)
      return name
    },
  }

  const main = body(emit)
  const result = mode === 'collect' ? 'problems' : direction === 'decode' ? 'output' : 'text'
  const source = `'use strict'
${mode === 'collect' ? 'let problems' : ''}
let depth = 0
${sources.join('\n')}
return (value) => {
  depth = 0
  ${mode === 'collect' ? 'problems = []' : ''}
  ${direction === 'decode' ? 'let output' : `let text = ''`}
  ${main}
  ${direction === 'encode' ? FLATTEN : ''}
  return ${result}
}`
  // Only names, numbers and quoted literals stand in the source: no text of a record or a contract is ever code.
  return new Function(...constants.map((_, i) => `c${i}`), source)(...constants) as (value: unknown) => unknown
}

/**
 * Text put together is a tree of its parts, ten times the size of the text, until something looks into it: at once here, because
 * what is held until it is written would be moved about by the garbage collector as that tree.
 */
const FLATTEN = 'if (text.charCodeAt(0) === 0) throw text'
