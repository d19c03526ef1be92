import { DqError } from '../../kernel/errors.ts'
import type { BranchCatalog, Commit, Reference } from '../../lake/catalog/port.ts'
import { checkReferenceName, isHash } from '../../lake/catalog/reference-name.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { diffBranches, type TableDiff } from '../../lake/diff/branch-diff.ts'
import type { Settings } from '../config.ts'
import { openCatalog, openLake } from '../wiring/lake.ts'

export interface ReferenceRow extends Reference {
  readonly tables: number
}

/** Branches first, each with how many tables it has. */
export async function listReferences(settings: Settings): Promise<readonly ReferenceRow[]> {
  const catalog = await openCatalog(settings)
  const all = await catalog.references()
  const rows = await Promise.all(all.map(async (one) => ({ ...one, tables: await tablesAt(catalog, one.hash) })))
  return rows.sort((a, b) => a.kind.localeCompare(b.kind, 'en') || (a.name < b.name ? -1 : 1))
}

async function tablesAt(catalog: BranchCatalog, hash: string): Promise<number> {
  const entries = await catalog.entries(hash)
  return entries.filter(({ content }) => content.kind === 'table').length
}

export interface NewReference {
  readonly kind: 'branch' | 'tag'
  readonly name: string
  /** A branch, a tag or a hash. */
  readonly from: string
}

export async function createReference(settings: Settings, { kind, name, from }: NewReference): Promise<Reference> {
  const catalog = await openCatalog(settings)
  checkReferenceName(name)
  const reference = { kind, name, hash: await hashOf(catalog, from) }
  if (await catalog.createReference(reference)) return reference
  throw new DqError(`"${name}" is taken`, { hint: 'dq branch list shows branches and tags' })
}

/** Branches that others have not been merged into yet lose nothing only when their head is in another one: asked for unless forced. */
export async function deleteReference(settings: Settings, name: string, force: boolean): Promise<Reference> {
  const catalog = await openCatalog(settings)
  const reference = await catalog.reference(name)
  if (reference === undefined) throw unknownReference(name, await catalog.references())
  if (name === 'main') throw new DqError('main is not deleted', { hint: 'other branches begin there' })
  if (!force && reference.kind === 'branch' && !(await isKept(catalog, reference)))
    throw new DqError(`${name} has commits that no other branch or tag has`, {
      hint: `merge or tag them first (dq branch tag ${name}-kept --from ${name}), or --force`,
    })
  if (await catalog.deleteReference(reference)) return reference
  throw new DqError(`${name} moved while it was being deleted`, { hint: 'somebody works on it: look again' })
}

async function isKept(catalog: BranchCatalog, { name, hash }: Reference): Promise<boolean> {
  for (const other of await catalog.references()) {
    if (other.name !== name && (await catalog.mergeBase(other.hash, hash)) === hash) return true
  }
  return false
}

export async function branchLog(settings: Settings, at: string, max: number): Promise<readonly Commit[]> {
  const catalog = await openCatalog(settings)
  return catalog.log(at, { max })
}

export async function branchDiff(settings: Settings, from: string, to: string): Promise<readonly TableDiff[]> {
  return diffBranches(await openLake(settings), from, to)
}

/** The commit that a branch or tag is now; a hash is itself. */
export async function hashOf(catalog: BranchCatalog, at: string): Promise<string> {
  if (isHash(at)) return at
  const found = await catalog.reference(at)
  if (found === undefined) throw unknownReference(at, await catalog.references())
  return found.hash
}
