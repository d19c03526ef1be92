import type { AvroField, AvroPrimitive, AvroSchema } from '../avro/schema.ts'
import { joinPath } from '../diff/pair.ts'
import type { Contract } from '../model.ts'

/** What may be tried on a field. */
export const TRIALS = ['removed', 'retyped', 'renamed', 'nullable'] as const

export type Trial = (typeof TRIALS)[number]

/**
 * The contract as if the field at `path` (which it has) were removed, of another type, renamed (the old name stays as an
 * alias, as one would do it with care), or nullable with the default null. What stays keeps its places.
 */
export function suppose(contract: Contract, path: string, trial: Trial): Contract {
  const original = new Map<AvroSchema | AvroField, AvroSchema | AvroField>()
  const schema = inside(contract.schema, '')
  const root = path.split(/[.[{<]/, 1)[0]!
  return {
    ...contract,
    schema: schema.kind === 'record' ? schema : contract.schema,
    fields: contract.fields.flatMap((field) => {
      if (field.name !== path || trial === 'nullable' || trial === 'retyped') return [field]
      return trial === 'renamed' ? [{ ...field, name: `${root}_renamed` }] : []
    }),
    places: {
      ...contract.places,
      avsc: (node, key) => contract.places.avsc(original.get(node) ?? node, key),
    },
  }

  function inside(type: AvroSchema, at: string): AvroSchema {
    if (at !== '' && !path.startsWith(at)) return type
    const made = ((): AvroSchema => {
      switch (type.kind) {
        case 'record':
          return { ...type, fields: type.fields.flatMap((field) => ofField(field, joinPath(at, field.name))) }
        case 'array':
          return { ...type, items: inside(type.items, `${at}[]`) }
        case 'map':
          return { ...type, values: inside(type.values, `${at}{}`) }
        case 'union': {
          const isOptional = type.branches.filter(({ kind }) => kind !== 'null').length === 1
          const name = (branch: AvroSchema) => ('name' in branch ? branch.name : branch.kind)
          return { ...type, branches: type.branches.map((one) => inside(one, isOptional ? at : `${at}<${name(one)}>`)) }
        }
        default:
          return type
      }
    })()
    if (made !== type) original.set(made, type)
    return made
  }

  function ofField(field: AvroField, at: string): readonly AvroField[] {
    if (at !== path) {
      if (!path.startsWith(at) || !'.[{<'.includes(path.charAt(at.length))) return [field]
      return [kept({ ...field, type: inside(field.type, at) }, field)]
    }
    switch (trial) {
      case 'removed':
        return []
      case 'renamed':
        return [kept({ ...field, name: `${field.name}_renamed`, aliases: [...field.aliases, field.name] }, field)]
      case 'retyped': {
        const { default: _was, ...rest } = field
        return [kept({ ...rest, type: inPlaceOf(field.type, otherType(field.type)) }, field)]
      }
      case 'nullable':
        return [kept({ ...field, type: inPlaceOf(field.type, nullable(field.type)), default: null }, field)]
    }
  }

  /** A new type, and what is new in it, stands where the old one stood. */
  function inPlaceOf(type: AvroSchema, made: AvroSchema): AvroSchema {
    for (const node of [made, ...(made.kind === 'union' ? made.branches : [])])
      if (node !== type && !(type.kind === 'union' && type.branches.includes(node))) original.set(node, type)
    return made
  }

  function kept(made: AvroField, field: AvroField): AvroField {
    original.set(made, field)
    return made
  }
}

const plain = (kind: AvroPrimitive['kind']): AvroPrimitive => ({ kind, props: {} })

/** Text becomes a number, anything else text: no reader takes one for the other. */
const otherType = (type: AvroSchema): AvroSchema => plain(isText(type) ? 'long' : 'string')

const isText = (type: AvroSchema): boolean =>
  type.kind === 'string' || type.kind === 'enum' || (type.kind === 'union' && type.branches.some(isText))

function nullable(type: AvroSchema): AvroSchema {
  const branches = type.kind === 'union' ? type.branches.filter(({ kind }) => kind !== 'null') : [type]
  return { kind: 'union', branches: [plain('null'), ...branches], props: {} }
}
