import { MAX_NESTING, tooDeep } from '../nesting.ts'
import type { RecordDefinition, Shape, ShapeOf } from '../shape.ts'
import { type Emitter, type JsonKind, joined, type Written } from './emitter.ts'
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
    read(shape, site) {
      const inner = kindOf(shape).decode(shape, site, emit)
      return shape.nullable ? `if (${site.input} === null) { ${site.output} = null } else { ${inner} }` : inner
    },
    write(shape, from) {
      const { check, parts } = kindOf(shape).encode(shape, from, emit)
      if (!shape.nullable) return { check, parts }
      const text = emit.fresh()
      return {
        check: `let ${text} = 'null'\nif (${from.input} !== null) { ${check}\n${text} = ${joined(parts)} }`,
        parts: [{ source: text }],
      }
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
      const site = { input: 'value', output: 'output', path: 'path' }
      const inner =
        direction === 'decode'
          ? jsonKinds.record.decode(once(definition), site, emit)
          : assigned(jsonKinds.record.encode(once(definition), site, emit))
      // Not followed further: a hostile record may nest as deep as the stack.
      sources.push(`function ${name}(value, path) {
  let output
  if (++depth > ${MAX_NESTING}) { depth--; ${emit.report(`${emit.constant(tooDeep)}(path)`)}; return output }
  ${inner}
  depth--
  return output
}`)
      return name
    },
  }

  const main = body(emit)
  const source = `'use strict'
${mode === 'collect' ? 'let problems' : ''}
let depth = 0
${sources.join('\n')}
return (value) => {
  depth = 0
  ${mode === 'collect' ? 'problems = []' : ''}
  let output
  ${main}
  ${direction === 'encode' ? FLATTEN : ''}
  return ${mode === 'collect' ? 'problems' : 'output'}
}`
  // Only names, numbers and quoted literals stand in the source: no text of a record or a contract is ever code.
  return new Function(...constants.map((_, i) => `c${i}`), source)(...constants) as (
    ...values: readonly unknown[]
  ) => unknown
}

/**
 * Text put together is a tree of its parts, ten times the size of the text, until something looks into it: at once here, because
 * what is held until it is written would be moved about by the garbage collector as that tree.
 */
const FLATTEN = 'if (output.charCodeAt(0) === 0) throw output'

const kindOf = (shape: Shape): JsonKind => jsonKinds[shape.kind] as JsonKind

/** Without the call of the function that is being made of it. */
const once = (definition: RecordDefinition): ShapeOf<'record'> => ({
  kind: 'record',
  nullable: false,
  definition: { ...definition, isRecursive: false },
})

/** Statements that write into the variable `output`. */
export const assigned = ({ check, parts }: Written): string => `${check}\noutput = ${joined(parts)}`
