import { isJsonObject } from '../../kernel/json.ts'
import { type OdcsDocument, odcsDocument } from './document.ts'

/** What stands in for a broken value at the root, only so that the rules can look at the rest. */
const standIns = (path: string) => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  // One id a file: two broken ids are not the same id.
  id: path.replaceAll(/[^A-Za-z0-9]/g, '_'),
  version: '0.0.0',
  status: 'draft',
})

/** Root keys that the rules read: a mistake in one of them cannot be passed over. */
const NEEDED = ['name', 'schema', 'customProperties']

/**
 * A document whose mistakes do not matter to the rules, without them: unknown keys, and wrong values elsewhere than in NEEDED.
 * So a misspelt status does not hide a misspelt field; the mistakes themselves are findings already. `path` is the file's; undefined when too much is broken.
 */
export function repaired(value: unknown, path: string): OdcsDocument | undefined {
  if (!isJsonObject(value)) return undefined
  const copy: Record<string, unknown> = structuredClone(value)
  const instead: Record<string, string> = standIns(path)
  for (const issue of odcsDocument.safeParse(value).error?.issues ?? []) {
    const [root] = issue.path
    if (issue.code === 'unrecognized_keys') {
      const parent = issue.path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown>)?.[step], copy)
      if (typeof parent === 'object' && parent !== null)
        for (const key of issue.keys) Reflect.deleteProperty(parent, key)
    } else if (typeof root !== 'string' || NEEDED.includes(root)) {
      return undefined
    } else if (Object.hasOwn(instead, root)) {
      copy[root] = instead[root]
    } else {
      delete copy[root]
    }
  }
  return odcsDocument.safeParse(copy).data
}
