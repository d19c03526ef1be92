import { fieldDefault } from '../../default-value.ts'
import { fieldPath, property, readField } from '../../json/emitter.ts'
import { missingField, notRecord, unknownField } from '../../json/explain-record.ts'
import { isPlainObject } from '../../json/plain-object.ts'
import { tooDeep } from '../../nesting.ts'
import type { RecordDefinition, Shape, ShapeOf } from '../../shape.ts'
import type { AvroEmitter, AvroKind, ReadSite } from '../emitter.ts'
import { inField, Misfit } from '../resolve.ts'

export const record: AvroKind<ShapeOf<'record'>> = {
  read(writer, reader, site, emit) {
    const written = definitionOf(writer)
    if (!written.isRecursive) return readFields(writer, reader, site, emit)
    const isKept = site.output !== undefined
    const name = emit.named(['read', written, reader.definition, isKept], () => {
      const body = readFields(writer, reader, { output: isKept ? 'output' : undefined, path: 'path' }, emit)
      return `(r, path) => { let output; if (!r.enter()) { ${emit.report(`${emit.constant(tooDeep)}(path)`)} } ${body}; r.leave(); return output }`
    })
    return `${isKept ? `${site.output} = ` : ''}${name}(r, ${site.path})`
  },
  write(shape, { input, path }, emit) {
    const { definition } = shape
    if (!definition.isRecursive) return writeFields(shape, { input, path }, emit)
    const name = emit.named(
      ['write', definition],
      () => `(w, value, path) => { ${writeFields(shape, { input: 'value', path: 'path' }, emit)} }`,
    )
    return `${name}(w, ${input}, ${path})`
  },
  skip({ definition }, emit) {
    const fields = (): string => definition.fields.map(({ shape }) => `{ ${emit.skip(shape)} }`).join('\n')
    if (!definition.isRecursive) return fields()
    const name = emit.named(
      ['skip', definition],
      () => `(r) => { if (!r.enter()) { ${emit.report('damaged()')} } ${fields()}; r.leave() }`,
    )
    return `${name}(r)`
  },
}

/** The writer's fields in their order, the reader's by name or alias. */
export function readFields(
  writer: Shape,
  { definition }: ShapeOf<'record'>,
  { output, path, only }: ReadSite,
  emit: AvroEmitter,
): string {
  const values = new Map<string, string>()
  const statements = definitionOf(writer).fields.map(({ name, shape }) => {
    const target =
      definition.fields.find((field) => field.name === name) ??
      definition.fields.find((field) => field.avro.aliases.includes(name))
    if (target === undefined) return `{ ${emit.skip(shape)} }`
    const isKept = output !== undefined && only?.has(target.name) !== false
    const value = emit.fresh()
    values.set(target.name, value)
    const site = {
      output: isKept ? value : undefined,
      path: fieldPath(path, target.name),
      only: only?.get(target.name),
    }
    const code = inField(target.name, () => emit.read(shape, target.shape, site))
    return isKept ? `let ${value}; { ${code} }` : `{ ${code} }`
  })
  const properties = definition.fields.flatMap((field) => {
    const value = values.get(field.name)
    if (value === undefined && field.avro.default === undefined)
      throw new Misfit(`the required field "${field.name}" was not written`)
    if (output === undefined || only?.has(field.name) === false) return []
    return [property(field.name, value ?? emit.constant(fieldDefault(field.shape, field.avro)))]
  })
  return `${statements.join('\n')}${output === undefined ? '' : `\n${output} = { ${properties.join(', ')} }`}`
}

function writeFields(
  { definition }: ShapeOf<'record'>,
  { input, path }: { input: string; path: string },
  emit: AvroEmitter,
): string {
  const [absent, count, key] = [emit.fresh(), emit.fresh(), emit.fresh()]
  const fields = definition.fields.map(({ name, shape, avro }) => {
    const value = emit.fresh()
    // What a record leaves out has its default written, as a reader would have filled it in.
    const onMissing =
      avro.default === undefined
        ? emit.report(`${emit.constant(missingField(definition, name))}(${input}, ${path})`)
        : `${absent}++; ${value} = ${emit.constant(fieldDefault(shape, avro))}`
    return `let ${value} = ${readField(input, name)}
if (${value} === undefined) { ${onMissing} }
{ ${emit.write(shape, { input: value, path: fieldPath(path, name) })} }`
  })
  const names = emit.constant(new Set(definition.fields.map(({ name }) => name)))
  const unknown = emit.report(`${emit.constant(unknownField(definition))}(${input}, ${path}, ${key})`)
  return `if (!${emit.constant(isPlainObject)}(${input})) { ${emit.report(`${emit.constant(notRecord(definition))}(${input}, ${path})`)} }
let ${absent} = 0
${fields.join('\n')}
let ${count} = 0
for (const ${key} in ${input}) ${count}++
if (${count} !== ${definition.fields.length} - ${absent}) { for (const ${key} of Object.keys(${input})) { if (!${names}.has(${key})) { ${unknown} } } }`
}

const definitionOf = (shape: Shape): RecordDefinition => (shape as ShapeOf<'record'>).definition
