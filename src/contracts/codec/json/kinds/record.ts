import { fieldDefault } from '../../default-value.ts'
import type { ShapeOf } from '../../shape.ts'
import {
  type Emitter,
  fieldPath,
  type JsonKind,
  literal,
  type Part,
  property,
  readField,
  type Site,
  type Source,
  type Written,
} from '../emitter.ts'
import { missingField, notRecord, unknownField } from '../explain-record.ts'
import { isPlainObject } from '../plain-object.ts'

export const record: JsonKind<ShapeOf<'record'>> = {
  decode: (shape, site, emit) => decodeRecord(shape, site, emit, undefined),
  encode(shape, { input, path }, emit) {
    const { definition } = shape
    const text = emit.fresh()
    if (definition.isRecursive)
      return { check: `const ${text} = ${emit.recursive(definition)}(${input}, ${path})`, parts: [{ source: text }] }
    const absent = emit.fresh()
    const { check, parts } = encodeFields(shape, { input, path }, (name) => readField(input, name), `${absent}++`, emit)
    return {
      check: `${refuseOthers(shape, { input, path }, emit)}
let ${absent} = 0
${check}
${refuseUnknown(shape, input, path, absent, emit)}`,
      parts,
    }
  },
}

/** `read` gives the source of a field's value; what a record leaves out has its default written, as a reader would have filled it in. */
export function encodeFields(
  { definition }: ShapeOf<'record'>,
  { input, path }: Source,
  read: (name: string) => string,
  onAbsent: string,
  emit: Emitter,
): Written {
  const checks: string[] = []
  const parts: Part[] = []
  for (const { name, shape, avro } of definition.fields) {
    const value = emit.fresh()
    const onMissing =
      avro.default === undefined
        ? emit.report(`${emit.constant(missingField(definition, name))}(${input}, ${path})`)
        : `${onAbsent}; ${value} = ${emit.constant(fieldDefault(shape, avro))}`
    const written = emit.write(shape, { input: value, path: fieldPath(path, name) })
    checks.push(`let ${value} = ${read(name)}
if (${value} === undefined) { ${onMissing} }
${written.check}`)
    parts.push({ text: `${parts.length === 0 ? '{' : ','}${literal(name)}:` }, ...written.parts)
  }
  return { check: checks.join('\n'), parts: [...parts, { text: parts.length === 0 ? '{}' : '}' }] }
}

/** The same, building only the fields in `wanted` (all are checked). */
export function decodeRecord(
  shape: ShapeOf<'record'>,
  { input, output, path }: Site,
  emit: Emitter,
  wanted: ReadonlySet<string> | undefined,
): string {
  const { definition } = shape
  if (definition.isRecursive) return `${output} = ${emit.recursive(definition)}(${input}, ${path})`
  const absent = emit.fresh()
  const properties: string[] = []
  const fields = definition.fields.map(({ name, shape, avro }) => {
    const [value, decoded] = [emit.fresh(), emit.fresh()]
    if (wanted === undefined || wanted.has(name)) properties.push(property(name, decoded))
    const onMissing =
      avro.default === undefined
        ? emit.report(`${emit.constant(missingField(definition, name))}(${input}, ${path})`)
        : `${decoded} = ${emit.constant(fieldDefault(shape, avro))}`
    return `const ${value} = ${readField(input, name)}
let ${decoded}
if (${value} === undefined) { ${absent}++; ${onMissing} } else { ${emit.read(shape, { input: value, output: decoded, path: fieldPath(path, name) })} }`
  })
  return `${refuseOthers(shape, { input, path }, emit)} else {
let ${absent} = 0
${fields.join('\n')}
${refuseUnknown(shape, input, path, absent, emit)}
${output} = { ${properties.join(', ')} }
}`
}

function refuseOthers({ definition }: ShapeOf<'record'>, { input, path }: Source, emit: Emitter): string {
  const problem = emit.constant(notRecord(definition))
  return `if (!${emit.constant(isPlainObject)}(${input})) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}

/** Counting keys is enough to know that one is too many; only then are they looked at. */
function refuseUnknown(
  { definition }: ShapeOf<'record'>,
  input: string,
  path: string,
  absent: string,
  emit: Emitter,
): string {
  const [count, key] = [emit.fresh(), emit.fresh()]
  const problem = emit.constant(unknownField(definition))
  const report = emit.report(`${problem}(${input}, ${path}, ${key})`)
  return `let ${count} = 0
for (const ${key} in ${input}) ${count}++
if (${count} !== ${definition.fields.length} - ${absent}) { for (const ${key} of Object.keys(${input})) { if (!${emit.constant(namesOf(definition))}.has(${key})) { ${report} } } }`
}

const NAMES = new WeakMap<object, ReadonlySet<string>>()

function namesOf(definition: ShapeOf<'record'>['definition']): ReadonlySet<string> {
  const names = NAMES.get(definition) ?? new Set(definition.fields.map(({ name }) => name))
  NAMES.set(definition, names)
  return names
}
