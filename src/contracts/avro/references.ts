import { isJsonObject, type Json, pointer } from '../../kernel/json.ts'
import { attribute, optionalText } from './draft.ts'
import { isPrimitive, qualify } from './names.ts'

/** What a schema text defines and refers to, found without judging it. */
export interface NamesInText {
  readonly defined: ReadonlySet<string>
  /** `names`: the full names that the reference may mean, best first. */
  readonly referred: readonly { readonly names: readonly string[]; readonly pointer: string }[]
}

/** Lists the names that a schema defines and those it refers to, each with its place. */
export function namesInText(root: Json): NamesInText {
  const defined = new Set<string>()
  const referred: { names: readonly string[]; pointer: string }[] = []
  const visit = (json: Json | undefined, namespace: string | undefined, at: string): void => {
    if (typeof json === 'string') {
      if (!isPrimitive(json)) referred.push({ names: meanings(json, namespace), pointer: at })
    } else if (Array.isArray(json)) {
      for (const [i, branch] of json.entries()) visit(branch, namespace, pointer(at, i))
    } else if (isJsonObject(json)) {
      const type = attribute(json, 'type')
      if (type === 'array') visit(attribute(json, 'items'), namespace, pointer(at, 'items'))
      else if (type === 'map') visit(attribute(json, 'values'), namespace, pointer(at, 'values'))
      else if (type === 'record' || type === 'error' || type === 'enum' || type === 'fixed') {
        const name = qualify(optionalText(json, 'name') ?? '', optionalText(json, 'namespace') ?? namespace)
        defined.add(name.fullName)
        const fields = attribute(json, 'fields')
        if (!Array.isArray(fields) || type === 'enum' || type === 'fixed') return
        for (const [i, field] of fields.entries())
          if (isJsonObject(field))
            visit(attribute(field, 'type'), name.namespace, pointer(pointer(pointer(at, 'fields'), i), 'type'))
      }
    }
  }
  visit(root, undefined, '')
  return { defined, referred }
}

const meanings = (name: string, namespace: string | undefined): readonly string[] =>
  namespace === undefined || name.includes('.') ? [name] : [`${namespace}.${name}`, name]
