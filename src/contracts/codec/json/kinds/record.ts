import { fieldDefault } from '../../default-value.ts'
import type { ShapeOf } from '../../shape.ts'
import { type Emitter, fieldPath, type JsonKind, literal, property, readField, type Site } from '../emitter.ts'
import { missingField, notRecord, unknownField } from '../explain-record.ts'
import { isPlainObject } from '../plain-object.ts'

export const record: JsonKind<ShapeOf<'record'>> = {
  decode: (shape, site, emit) => decodeRecord(shape, site, emit, undefined),
  encode(shape, { input, path }, emit) {
    const { definition } = shape
    if (definition.isRecursive) return `text += ${emit.recursive(definition)}(${input}, ${path})`
    const absent = emit.fresh()
    const fields = definition.fields.map(({ name, shape, avro }, index) => {
      const value = emit.fresh()
      const site = { input: value, output: '', path: fieldPath(path, name) }
      // What a record leaves out has its default written, as a reader would have filled it in.
      const onMissing =
        avro.default === undefined
          ? emit.report(`${emit.constant(missingField(definition, name))}(${input}, ${path})`)
          : `${absent}++; ${value} = ${emit.constant(fieldDefault(shape, avro))}`
      return `let ${value} = ${readField(input, name)}
if (${value} === undefined) { ${onMissing} }
text += ${literal(`${index === 0 ? '{' : ','}${literal(name)}:`)}
${emit.value(shape, site)}`
    })
    return `${refuseOthers(shape, { input, output: '', path }, emit)} else {
let ${absent} = 0
${fields.join('\n')}
${refuseUnknown(shape, input, path, absent, emit)}
text += ${definition.fields.length === 0 ? `'{}'` : `'}'`}
}`
  },
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
if (${value} === undefined) { ${absent}++; ${onMissing} } else { ${emit.value(shape, { input: value, output: decoded, path: fieldPath(path, name) })} }`
  })
  return `${refuseOthers(shape, { input, output, path }, emit)} else {
let ${absent} = 0
${fields.join('\n')}
${refuseUnknown(shape, input, path, absent, emit)}
${output} = { ${properties.join(', ')} }
}`
}

function refuseOthers({ definition }: ShapeOf<'record'>, { input, path }: Site, emit: Emitter): string {
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
