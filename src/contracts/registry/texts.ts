import { children, namedTypes } from '../avro/named-types.ts'
import { schemaJson } from '../avro/print.ts'
import type { AvroNamed, AvroSchema } from '../avro/schema.ts'
import { schemaText } from '../codec/avro/event-schema.ts'
import type { Contract } from '../model.ts'
import { subjectOf } from './subjects.ts'

/** A schema to be registered, with the subjects of the types that it uses; those must be there first. */
export interface SubjectText {
  readonly subject: string
  readonly schema: AvroNamed
  /** Without the types that have subjects of their own. */
  readonly text: string
  readonly uses: readonly { readonly name: string; readonly subject: string }[]
}

/**
 * What a contract registers, in the order in which it must be: types that other files define have a subject each, named as the
 * type is, and the contract's own comes last. Types that need each other in a circle cannot: all is one text then.
 */
export function subjectTexts(contract: Contract): readonly SubjectText[] {
  const own = { subject: subjectOf(contract), schema: contract.schema }
  const shared = namedTypes(contract.schema).filter(
    (type) => type !== contract.schema && contract.places.avsc(type).file !== contract.files.avsc,
  )
  const subjects = new Map<AvroNamed, string>([...shared.map((type) => [type, type.fullName] as const)])
  const order = inOrder(contract.schema, subjects)
  if (order === undefined) return [{ ...own, text: schemaText(schemaJson(contract.schema)), uses: [] }]
  return [...order.map((schema) => ({ subject: subjects.get(schema)!, schema })), own].map(({ subject, schema }) => ({
    subject,
    schema,
    text: schemaText(schemaJson(schema, { known: shared.filter((type) => type !== schema) })),
    uses: usedBy(schema, subjects).map((type) => ({ name: type.fullName, subject: subjects.get(type)! })),
  }))
}

/** Types after those they use; undefined where they need each other. */
function inOrder(root: AvroNamed, subjects: ReadonlyMap<AvroNamed, string>): readonly AvroNamed[] | undefined {
  const done = new Set<AvroNamed>()
  const open = new Set<AvroNamed>()
  const place = (type: AvroNamed): boolean => {
    if (done.has(type)) return true
    if (open.has(type)) return false
    open.add(type)
    if (!usedBy(type, subjects).every(place)) return false
    open.delete(type)
    done.add(type)
    return true
  }
  if (!usedBy(root, subjects).every(place)) return undefined
  return [...done]
}

/** The shared types that a type names in its own text. */
function usedBy(root: AvroNamed, subjects: ReadonlyMap<AvroNamed, string>): readonly AvroNamed[] {
  const found = new Set<AvroNamed>()
  const seen = new Set<AvroSchema>([root])
  const todo: AvroSchema[] = [...children(root)]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('fullName' in next && subjects.has(next)) {
      found.add(next)
      continue
    }
    if (seen.has(next)) continue
    seen.add(next)
    todo.push(...children(next).toReversed())
  }
  return [...found]
}
