import { isJsonObject } from '../../../kernel/json.ts'
import type { DocPath } from '../../repo/located.ts'
import { removeKey } from '../edit/yaml.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'empty-value',
  category: 'docs',
  severity: 'warning',
  what: 'A key of the ODCS document has an empty text, list or map.',
  why: 'It looks filled in and says nothing: tools of the standard show an empty description as one.',
  example: '`description: ""`, `examples: []`',
  fix: 'fill it in, or remove the key (dq contract lint --fix removes it where it stands on a line of its own)',
  on: 'contract',
  *check({ yaml }) {
    for (const path of emptyKeys(yaml.value, [])) {
      const name = path.map(String).join('.')
      const mend = (text: string) => removeKey(text, path)
      yield { at: yaml.keyAt(path), path: name, message: `"${path.at(-1)}" is empty`, mend }
    }
  },
})

/** Paths of keys without content. */
function emptyKeys(value: unknown, path: DocPath): DocPath[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => emptyKeys(item, [...path, i]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = [...path, key]
    // What stands in them is data, and may be empty.
    if (key === 'value' || key === 'examples') return Array.isArray(inner) && inner.length === 0 ? [own] : []
    const isEmpty = inner === '' || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0)
    return isEmpty ? [own] : emptyKeys(inner, own)
  })
}
