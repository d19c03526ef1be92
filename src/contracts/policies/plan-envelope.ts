import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { DqError } from '../../kernel/errors.ts'
import { exactText, parseExact } from '../../kernel/exact-json.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { sha256 } from '../../kernel/sha256.ts'

/** What a plan says of itself that approvals are bound to; the rest of it is the promotion's own. */
export const planHead = z.looseObject({
  from: z.strictObject({ branch: z.string(), hash: z.string() }),
  to: z.strictObject({ branch: z.string(), hash: z.string() }),
})

export type PlanHead = Pick<z.infer<typeof planHead>, 'from' | 'to'>

const envelope = z.strictObject({ dqPlan: z.literal(1), digest: z.string(), plan: z.looseObject({}) })

/** 64 hexadecimal digits that name a plan by all it says: SHA-256 of its canonical JSON. */
export const planDigest = (plan: Json): string => sha256(canonicalJson(plan))

/** The text of a plan file. */
export const planFileText = (plan: JsonObject): string =>
  `${exactText({ dqPlan: 1, digest: planDigest(plan), plan }, 2)}\n`

export interface PlanFile extends PlanHead {
  readonly digest: string
  readonly plan: JsonObject
}

/** Reads a plan file; one that is no plan, or whose plan is not the one that the digest was made of, is a DqError. */
export function readPlanFile(text: string, file: string): PlanFile {
  const fail = (message: string): never => {
    throw new DqError(`${file} ${message}`, {
      at: { file },
      hint: 'make the plan again: dq promote <from> <to> --plan-out <file>',
    })
  }
  let json: Json
  try {
    json = parseExact(text)
  } catch (error) {
    return fail(`is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const shape = envelope.safeParse(json)
  if (!shape.success) return fail('is no plan of dq promote')
  const plan = (json as { readonly plan: JsonObject }).plan
  const head = planHead.safeParse(plan)
  if (!head.success) return fail('is a plan without its two branches and hashes')
  if (planDigest(plan) !== shape.data.digest) return fail('was changed after it was made: its digest is another one')
  return { digest: shape.data.digest, plan, from: head.data.from, to: head.data.to }
}
