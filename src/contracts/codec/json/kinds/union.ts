import { didYouMean } from '../../../../kernel/suggest.ts'
import { describe, mismatch, quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import { type Emitter, fieldPath, type JsonKind, joined, literal, type Site } from '../emitter.ts'
import { type JsonType, jsonTypesOf } from '../json-types.ts'
import { isPlainObject } from '../plain-object.ts'

type Union = ShapeOf<'union'>

/**
 * Bare, unless it is ambiguous: unless two branches (null aside) have values of the same JSON type, whatever the values.
 * (A long, float or double may be a number or a string; a record or map is an object; all other non-numbers but booleans and arrays are strings.)
 * Every value of an ambiguous union, null aside, is `{"<branch name>": value}`.
 */
export const union: JsonKind<Union> = {
  decode: (shape, site, emit) =>
    isAmbiguous(shape) ? decodeWrapped(shape, site, emit) : decodeBare(shape, site, emit),
  encode(shape, { input, path }, emit) {
    const wrapped = isAmbiguous(shape)
    const problem = emit.constant((value: unknown, at: string) => unknownBranch(shape, value, at))
    const text = emit.fresh()
    const tests = shape.branches.map(({ name, shape }) => {
      const inner = emit.fresh()
      const { check, parts } = emit.write(shape, { input: inner, path: wrapped ? fieldPath(path, name) : path })
      const whole = wrapped ? [{ text: `{${literal(name)}:` }, ...parts, { text: '}' }] : parts
      return `if (${input}.branch === ${literal(name)}) { const ${inner} = ${input}.value; ${check}\n${text} = ${joined(whole)} }`
    })
    const report = emit.report(`${problem}(${input}, ${path})`)
    return {
      check: `let ${text}
if (typeof ${input} !== 'object' || ${input} === null) { ${report} } else ${tests.join(' else ')} else { ${report} }`,
      parts: [{ source: text }],
    }
  },
}

/** Whether values of the union must name their branch in JSON. */
const isAmbiguous = (shape: Union): boolean => {
  const types = shape.branches.flatMap((branch) => jsonTypesOf(branch.shape))
  return new Set(types).size < types.length
}

const TESTS: Record<JsonType, (value: string) => string> = {
  boolean: (value) => `typeof ${value} === 'boolean'`,
  number: (value) => `typeof ${value} === 'number'`,
  string: (value) => `typeof ${value} === 'string'`,
  array: (value) => `Array.isArray(${value})`,
  object: (value) => `(typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value}))`,
}

function decodeBare(shape: Union, { input, output, path }: Site, emit: Emitter): string {
  const expected = `one of ${shape.branches.map(({ name }) => name).join(', ')}`
  const problem = emit.constant((value: unknown, at: string) => mismatch(expected, value, at))
  const tests = shape.branches.map((branch) => {
    const test = jsonTypesOf(branch.shape).map((type) => TESTS[type](input))
    return `if (${test.join(' || ')}) { ${decodeBranch(branch, { input, output, path }, emit)} }`
  })
  return `${tests.join(' else ')} else { ${emit.report(`${problem}(${input}, ${path})`)} }`
}

function decodeWrapped(shape: Union, { input, output, path }: Site, emit: Emitter): string {
  const problem = emit.constant((value: unknown, at: string) => notWrapped(shape, value, at))
  const key = emit.fresh()
  const tests = shape.branches.map((branch) => {
    const inner = emit.fresh()
    const site = { input: inner, output, path: fieldPath(path, branch.name) }
    return `if (${key} === ${literal(branch.name)}) { const ${inner} = ${input}[${key}]; ${decodeBranch(branch, site, emit)} }`
  })
  return `const ${key} = ${emit.constant(soleKey)}(${input})
${tests.join(' else ')} else { ${emit.report(`${problem}(${input}, ${path})`)} }`
}

function decodeBranch(
  { name, shape }: Union['branches'][number],
  { input, output, path }: Site,
  emit: Emitter,
): string {
  const decoded = emit.fresh()
  return `let ${decoded}; ${emit.read(shape, { input, output: decoded, path })}; ${output} = { branch: ${literal(name)}, value: ${decoded} }`
}

function soleKey(value: unknown): string | undefined {
  if (!isPlainObject(value)) return undefined
  const keys = Object.keys(value)
  return keys.length === 1 ? keys[0] : undefined
}

function notWrapped(shape: Union, value: unknown, path: string): RecordProblem {
  const names = shape.branches.map(({ name }) => name)
  const key = soleKey(value)
  if (key !== undefined)
    return new RecordProblem(
      'schema',
      path,
      `${quoteShort(key)} is no branch of the union${didYouMean(key, names)}: ${names.join(', ')}`,
    )
  return new RecordProblem(
    'schema',
    path,
    `expected {"branch": value} with one of ${names.join(', ')}, because its types look alike in JSON; found ${describe(value)}`,
  )
}

function unknownBranch(shape: Union, value: unknown, path: string): RecordProblem {
  const branch = typeof value === 'object' && value !== null && 'branch' in value ? value.branch : undefined
  if (typeof branch !== 'string') return mismatch('{branch, value}', value, path)
  const names = shape.branches.map(({ name }) => name)
  return new RecordProblem(
    'schema',
    path,
    `${quoteShort(branch)} is no branch of the union${didYouMean(branch, names)}: ${names.join(', ')}`,
  )
}
