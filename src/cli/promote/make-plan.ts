import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import type { Asked } from '../../contracts/policies/branch-policy.ts'
import { WAIVERS_FILE } from '../../contracts/waivers/waiver.ts'
import { authorsOf } from '../../lake/promote/authors.ts'
import { makeCandidate } from '../../lake/promote/candidate.ts'
import { changesDigest } from '../../lake/promote/changes-digest.ts'
import { destructionsOf } from '../../lake/promote/destruction.ts'
import type { PromotionPlan, TableConflict } from '../../lake/promote/plan.ts'
import { planTables, type TablePair } from '../../lake/promote/plan-tables.ts'
import { sidesOf } from '../../lake/promote/sides.ts'
import { consumersOf } from './consumers.ts'
import { declarationsDigest, policyDigest } from './declarations.ts'
import { nameOf, type Opened } from './open.ts'
import type { Resolved } from './resolve.ts'

export type Planned =
  | { readonly kind: 'conflict'; readonly conflicts: readonly TableConflict[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'moved' }
  | {
      readonly kind: 'plan'
      /** Its gates are not asked yet. */
      readonly plan: PromotionPlan
      /** The commit that holds the merged tables. */
      readonly view: string
      readonly tables: readonly TablePair[]
      readonly index: UsageIndex
    }

/** Merges aside, and reads what becomes of every table. Conflicts end it before anything dear is done. */
export async function makePlan(opened: Opened, { move, tag }: Resolved, path: Asked): Promise<Planned> {
  const { lake, settings, who, policies } = opened
  const { catalog } = lake
  const about =
    move.kind === 'promotion' ? `${move.from.branch} into ${move.to.branch}` : `${move.to.branch} back to ${tag}`
  const meta = { message: `What a promotion would make: ${about}`, author: nameOf(who) }
  const made = await makeCandidate(catalog, move, meta, opened.scratch(move.to.branch))
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
  return { kind: 'plan', plan, view: made.hash, tables, index }
}

function waiversText(root: string): string {
  const file = join(root, WAIVERS_FILE)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Hundredths of its rows that a table may lose unasked; that rows go is what a rollback is for. */
const rowsLost = (path: Asked): number =>
  'rowsLost' in path && typeof path.rowsLost === 'number' ? path.rowsLost : 100
