import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type PlanFile, planFileText, readPlanFile } from '../../contracts/policies/plan-envelope.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import type { PromotionPlan } from '../../lake/promote/plan.ts'
import { promotionPlan } from '../../lake/promote/plan-schema.ts'
import { shownPath } from '../shown-path.ts'
import type { PromotionRequest } from './request.ts'

/** A plan as JSON has it: what has no value is left out. */
export const planJson = (plan: PromotionPlan): JsonObject => JSON.parse(JSON.stringify(plan)) as JsonObject

export function writePlan(path: string, plan: PromotionPlan): string {
  const file = resolve(path)
  writeFileSync(file, planFileText(planJson(plan)))
  return shownPath(file)
}

/** A plan file that is whole, and what it asks for. */
export function readPlan(path: string): PlanFile & { readonly move: PromotionRequest['move'] } {
  const file = resolve(path)
  const shown = shownPath(file)
  const there = statSync(file, { throwIfNoEntry: false })
  if (there === undefined || there.isDirectory())
    throw new DqError(there === undefined ? `there is no plan ${shown}` : `${shown} is a folder, no plan`, {
      hint: 'dq promote <from> <to> --plan-out <file> makes one',
    })
  const read = readPlanFile(readFileSync(file, 'utf8'), shown)
  if (!promotionPlan.safeParse(read.plan).success)
    throw new DqError(`${shown} is no plan that this version of dq makes`, { at: { file: shown }, hint: 'plan again' })
  const { kind, tag } = read.plan
  if (kind === 'promotion') return { ...read, move: { kind, from: read.from.branch, to: read.to.branch } }
  if (kind === 'rollback' && typeof tag === 'string') return { ...read, move: { kind, branch: read.to.branch, tag } }
  throw new DqError(`${shown} is no plan of a promotion or a rollback`, { at: { file: shown } })
}

/** What of a plan is otherwise now: hashes first. Empty when it is the same; what gates said then is not compared, they are asked again. */
export function planDifference({ plan }: Pick<PlanFile, 'plan'>, now: PromotionPlan): readonly string[] {
  const is = planJson(now)
  const parts = Object.entries(WHAT).filter(
    ([key]) => canonicalJson(plan[key] ?? null) !== canonicalJson(is[key] ?? null),
  )
  return parts.map(([key, what]) => `${what}${moved(plan[key], is[key])}`)
}

const WHAT: Readonly<Record<Exclude<keyof PromotionPlan, 'gates'>, string>> = {
  kind: 'what is asked for',
  from: 'the source has moved',
  to: 'the target has moved',
  base: 'the merge base is another one',
  tag: 'the tag is another one',
  changes: 'what would change is something else',
  policy: 'the policy has changed',
  declarations: 'a contract, a suite or a waiver has changed',
  authors: 'the authors are others',
  tables: 'the tables are others',
  destructive: 'what would be lost is something else',
  consumers: 'the consumers are others',
}

function moved(then: Json | undefined, now: Json | undefined): string {
  const hash = (one: Json | undefined): string | undefined =>
    typeof one === 'object' && one !== null && 'hash' in one && typeof one.hash === 'string'
      ? one.hash.slice(0, 12)
      : undefined
  return hash(then) === undefined ? '' : `: ${hash(then)} then, ${hash(now)} now`
}
