import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import type { BranchCatalog, Reference } from '../../lake/catalog/port.ts'
import { isHash } from '../../lake/catalog/reference-name.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { auditOf } from '../../lake/promote/audit.ts'
import type { Move } from '../../lake/promote/plan.ts'
import { promotionOfTag } from '../../lake/promote/tags.ts'
import type { PromotionRequest } from './request.ts'

export interface Resolved {
  readonly move: Move
  /** Of a rollback. */
  readonly tag: string | null
  /** By the catalog's clock, of the newest commit of both branches, in milliseconds. */
  readonly newestCommit: number | undefined
}

/** Both branches where they are now. */
export async function resolveMove(catalog: BranchCatalog, asked: PromotionRequest['move']): Promise<Resolved> {
  if (asked.kind === 'rollback') return rollback(catalog, asked.branch, asked.tag)
  const from = await branchNamed(catalog, asked.from, 'source')
  const to = await branchNamed(catalog, asked.to, 'target')
  const base = (await catalog.mergeBase(from.hash, to.hash)) ?? null
  return {
    move: {
      kind: 'promotion',
      from: { branch: from.name, hash: from.hash },
      to: { branch: to.name, hash: to.hash },
      base,
    },
    tag: null,
    newestCommit: await newest(catalog, [from.hash, to.hash]),
  }
}

/** A branch goes back to a state that it had itself; anything else would be a promotion by another name. */
async function rollback(catalog: BranchCatalog, branch: string, tag: string): Promise<Resolved> {
  const to = await branchNamed(catalog, branch, 'source')
  const found = isHash(tag) ? undefined : await catalog.reference(tag)
  if (!isHash(tag) && found === undefined) throw await noState(catalog, branch, tag)
  const hash = found?.hash ?? tag
  const log = await catalog.log(to.hash)
  if (!log.some((commit) => commit.hash === hash))
    throw new DqError(`${branch} was never at ${tag}`, {
      hint: `dq promotions log ${branch} names the states that it can go back to`,
    })
  const of = promotionOfTag(branch, tag)
  const promotion = of && log.find((commit) => commit.hash.startsWith(of.hash))
  const audit = promotion && auditOf(promotion)
  const wanted = of?.side === 'after' ? promotion?.hash : audit?.kind === 'audited' ? audit.record.to.hash : undefined
  if (of !== undefined && wanted !== hash)
    throw new DqError(`the tag ${tag} is not where its promotion put it: somebody moved it`, {
      hint: `look at dq promotions log ${branch}, and name the commit itself`,
    })
  const move: Move = { kind: 'rollback', from: { branch: tag, hash }, to: { branch, hash: to.hash }, base: hash }
  return { move, tag, newestCommit: await newest(catalog, [to.hash]) }
}

async function branchNamed(catalog: BranchCatalog, name: string, side: 'source' | 'target'): Promise<Reference> {
  const found = await catalog.reference(name)
  if (found === undefined) throw await noBranch(catalog, name, side)
  if (found.kind === 'branch') return found
  throw new DqError(`${name} is a tag: it does not move`, { hint: 'promotions go from a branch into a branch' })
}

/** Whoever promotes for the first time has no branches yet: how they come about is said then. */
async function noBranch(catalog: BranchCatalog, name: string, side: 'source' | 'target'): Promise<DqError> {
  const references = await catalog.references()
  const branches = references.filter(({ kind }) => kind === 'branch')
  const { message, hint = '' } = unknownReference(name, references, 'new')
  if (side === 'target' || branches.length > 1 || hint.startsWith('did you mean')) return new DqError(message, { hint })
  const makes = `dq branch create ${name}, dq table apply <table> --branch ${name}, dq table append <table> <file> --branch ${name}`
  return new DqError(message, { hint: `${branches[0]?.name} is the only branch; to begin: ${makes}` })
}

/** A tag that is not there, where a state of the branch was asked for. */
async function noState(catalog: BranchCatalog, branch: string, tag: string): Promise<DqError> {
  const references = await catalog.references()
  const near = suggest(
    tag,
    references.filter(({ kind }) => kind === 'tag').map(({ name }) => name),
  )
  return new DqError(`the catalog has no tag "${tag}"`, {
    hint:
      near === undefined
        ? `dq promotions log ${branch} names the states that it can go back to`
        : `did you mean ${near}?`,
  })
}

async function newest(catalog: BranchCatalog, hashes: readonly string[]): Promise<number | undefined> {
  const heads = await Promise.all(hashes.map((hash) => catalog.log(hash, { max: 1 })))
  const times = heads.flat().map(({ time }) => time)
  return times.length === 0 ? undefined : Math.max(...times)
}
