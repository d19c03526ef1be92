import type { Type } from '../../kernel/value-type.ts'
import { storeProblem } from '../expr/store.ts'
import { typeText } from '../expr/type-text.ts'
import { sameType } from '../expr/types.ts'

/**
 * Everything that keeps values of a type from being a column of a table. At the top exact numbers widen, as in every job; inside of records,
 * lists and maps values go into the table as they are.
 */
export function columnMisfits(name: string, from: Type, to: Type): readonly string[] {
  const isNested = from.kind === to.kind && ['record', 'array', 'map'].includes(from.kind)
  if (isNested) return inside(from, to, { name, text: `"${name}"` })
  const problem = storeProblem(from, to)
  if (problem !== undefined) return [`"${name}" ${problem.message}`]
  const isRescaled = from.kind === 'decimal' && (to.kind !== 'decimal' || from.scale !== to.scale)
  return isRescaled ? [`"${name}" has another scale than the table's column`] : []
}

/** A place inside of a column: its name with dots, and how it is called. */
interface Place {
  readonly name: string
  readonly text: string
}

function inside(from: Type, to: Type, at: Place): readonly string[] {
  if (from.nullable && !to.nullable) return [`${at.text} may be null, but ${bare(to)} is required`]
  if (from.kind === 'record' && to.kind === 'record') return ofRecord(from.fields, to.fields, at)
  if (from.kind === 'array' && to.kind === 'array')
    return inside(from.items, to.items, { name: at.name, text: `an item of "${at.name}"` })
  if (from.kind === 'map' && to.kind === 'map')
    return inside(from.values, to.values, { name: at.name, text: `a value of "${at.name}"` })
  return sameType(from, to) ? [] : [`${at.text} is ${bare(from)}, but ${bare(to)} is wanted`]
}

type Fields = Extract<Type, { readonly kind: 'record' }>['fields']

function ofRecord(from: Fields, to: Fields, at: Place): readonly string[] {
  const found = from.flatMap(({ name, type }) => {
    const target = to.find((field) => field.name === name)
    const path = `${at.name}.${name}`
    if (target === undefined) return [`"${path}" has no place in the table`]
    return inside(type, target.type, { name: path, text: `"${path}"` })
  })
  const given = new Set(from.map(({ name }) => name))
  const missing = to.filter(({ name, type }) => !type.nullable && !given.has(name))
  return [...found, ...missing.map(({ name }) => `nothing says where "${at.name}.${name}" comes from`)]
}

const bare = (type: Type): string => typeText({ ...type, nullable: false })
