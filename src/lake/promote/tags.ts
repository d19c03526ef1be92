import type { BranchCatalog, Reference } from '../catalog/port.ts'
import type { AuditRecord } from './audit.ts'

/** The names of the two states of a promotion: where its branch was, and where it is. */
export interface PromotionTags {
  readonly before: string
  readonly after: string
}

const DIGITS = 12

/** `prod-before-3f2a…` and `prod-after-3f2a…`, by the promotion's own commit. */
export const tagsOf = (branch: string, hash: string): PromotionTags => ({
  before: `${branch}-before-${hash.slice(0, DIGITS)}`,
  after: `${branch}-after-${hash.slice(0, DIGITS)}`,
})

/** The beginning of the promotion's hash that a tag's name has; undefined for other names. */
export function promotionOfTag(
  branch: string,
  name: string,
): { readonly side: 'before' | 'after'; readonly hash: string } | undefined {
  for (const side of ['before', 'after'] as const) {
    const prefix = `${branch}-${side}-`
    const hash = name.slice(prefix.length)
    if (name.startsWith(prefix) && /^[0-9a-f]{12}$/.test(hash)) return { side, hash }
  }
  return undefined
}

export interface Promoted {
  readonly hash: string
  readonly record: AuditRecord
}

/** What stands under the name of each tag of a promotion. */
export type TagState = 'right' | 'missing' | 'moved'

export function tagStates(
  { hash, record }: Promoted,
  references: ReadonlyMap<string, Reference>,
): { readonly before: TagState; readonly after: TagState } {
  const tags = tagsOf(record.to.branch, hash)
  const state = (name: string, wanted: string): TagState => {
    const found = references.get(name)
    return found === undefined ? 'missing' : found.kind === 'tag' && found.hash === wanted ? 'right' : 'moved'
  }
  return { before: state(tags.before, record.to.hash), after: state(tags.after, hash) }
}

/** Makes the tags of a promotion that are not there: the audit has all that they say, so whoever comes next can. */
export async function ensureTags(catalog: BranchCatalog, { hash, record }: Promoted): Promise<PromotionTags> {
  const tags = tagsOf(record.to.branch, hash)
  await catalog.createReference({ kind: 'tag', name: tags.before, hash: record.to.hash })
  await catalog.createReference({ kind: 'tag', name: tags.after, hash })
  return tags
}
