import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import type { Asked } from '../../contracts/policies/branch-policy.ts'
import { WAIVERS_FILE } from '../../contracts/waivers/waiver.ts'
import type { BranchCatalog } from '../../lake/catalog/port.ts'
import { auditOf } from '../../lake/promote/audit.ts'
import { authorsOf } from '../../lake/promote/authors.ts'
import { makeCandidate } from '../../lake/promote/candidate.ts'
import { changesDigest } from '../../lake/promote/changes-digest.ts'
import { destructionsOf } from '../../lake/promote/destruction.ts'
import type { Move, PromotionPlan, TableConflict } from '../../lake/promote/plan.ts'
import { planTables, type TablePair } from '../../lake/promote/plan-tables.ts'
import { sidesOf } from '../../lake/promote/sides.ts'
import { tagsOf } from '../../lake/promote/tags.ts'
import { consumersOf } from './consumers.ts'
import { declarationsDigest, policyDigest } from './declarations.ts'
import { nameOf, type Opened } from './open.ts'
import type { Resolved } from './resolve.ts'

export type Planned =
  | { readonly kind: 'conflict'; readonly conflicts: readonly TableConflict[] }
  | { readonly kind: 'nothing'; readonly warnings: readonly string[] }
  | { readonly kind: 'moved' }
  | {
      readonly kind: 'plan'
      /** Its gates are not asked yet. */
      readonly plan: PromotionPlan
      /** The commit that holds the merged tables. */
      readonly view: string
      readonly tables: readonly TablePair[]
      readonly index: UsageIndex
      /** When, by the catalog's clock; milliseconds. */
      readonly madeAt: number | undefined
    }

/** Merges aside, and reads what becomes of every table. Conflicts end it before anything dear is done. */
export async function makePlan(opened: Opened, { move, tag }: Resolved, path: Asked): Promise<Planned> {
  const { lake, settings, who, policies } = opened
  const { catalog } = lake
  const about =
    move.kind === 'promotion' ? `${move.from.branch} into ${move.to.branch}` : `${move.to.branch} back to ${tag}`
  const meta = { message: `What a promotion would make: ${about}`, author: nameOf(who) }
  const made = await makeCandidate(catalog, move, meta, opened.scratch(move.to.branch))
  if (made.kind === 'nothing') return { kind: 'nothing', warnings: await rolledBack(catalog, move) }
  if (made.kind !== 'candidate') return made
  const tables = await planTables(lake, made.differences, made.sourceWins)
  const planned = tables.map((one) => one.planned)
  const { consumers, index } = await consumersOf(settings, planned)
  const authors = move.kind === 'promotion' ? await authorsOf(catalog, await sidesOf(catalog, move)) : [nameOf(who)]
  const { source } = policies
  const plan: PromotionPlan = {
    ...move,
    tag,
    changes: changesDigest(made.differences),
    policy: policyDigest(settings, source.kind === 'ref' ? source.commit : undefined),
    declarations: await declarationsDigest(settings, waiversText(settings.root)),
    authors,
    tables: planned,
    destructive: destructionsOf(planned, rowsLost(path)),
    consumers,
    gates: [],
  }
  const [commit] = await catalog.log(made.hash, { max: 1 })
  return { kind: 'plan', plan, view: made.hash, tables, index, madeAt: commit?.time }
}

/** A branch that was rolled back has everything of its source, and not the state of it: that is worth a word. */
async function rolledBack(catalog: BranchCatalog, { kind, from, to }: Move): Promise<readonly string[]> {
  const [newest] = await catalog.log(to.hash, { max: 1 })
  const audit = newest && auditOf(newest)
  if (kind === 'rollback' || audit?.kind !== 'audited' || audit.record.kind !== 'rollback') return []
  const { before } = tagsOf(to.branch, newest?.hash ?? '')
  return [
    `${to.branch} was rolled back: tables that ${from.branch} has not changed since stay so; dq rollback ${to.branch} --to ${before} undoes it`,
  ]
}

function waiversText(root: string): string {
  const file = join(root, WAIVERS_FILE)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Hundredths of its rows that a table may lose unasked; that rows go is what a rollback is for. */
const rowsLost = (path: Asked): number =>
  'rowsLost' in path && typeof path.rowsLost === 'number' ? path.rowsLost : 100
