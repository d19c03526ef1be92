import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { DqError } from '../../kernel/errors.ts'
import { exactText, parseExact } from '../../kernel/exact-json.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { sha256 } from '../../kernel/sha256.ts'

/** What a plan says of itself that approvals are bound to; the rest of it is the promotion's own. */
const planHead = z.looseObject({
  kind: z.enum(['promotion', 'rollback']),
  from: z.strictObject({ branch: z.string(), hash: z.string() }),
  to: z.strictObject({ branch: z.string(), hash: z.string() }),
  /** As the catalog's commits name them. */
  authors: z.array(z.string()).default([]),
})

type PlanHead = Pick<z.infer<typeof planHead>, 'kind' | 'from' | 'to' | 'authors'>

const envelope = z.strictObject({ dqPlan: z.literal(1), digest: z.string(), plan: z.looseObject({}) })

/** 64 hexadecimal digits that name a plan by all it says: SHA-256 of its canonical JSON. */
export const planDigest = (plan: Json): string => sha256(canonicalJson(plan))

/** The text of a plan file. */
export const planFileText = (plan: JsonObject): string =>
  `${exactText({ dqPlan: 1, digest: planDigest(plan), plan }, 2)}\n`

const digestOf = (plan: Json): string | undefined => {
  try {
    return planDigest(plan)
  } catch {
    return undefined
  }
}

export interface PlanFile extends PlanHead {
  readonly digest: string
  readonly plan: JsonObject
}

/** Reads a plan file; one that is no plan, or whose plan is not the one that the digest was made of, is a DqError. */
export function readPlanFile(text: string, file: string): PlanFile {
  const fail = (message: string): never => {
    throw new DqError(`the plan ${message}`, {
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
  if (!head.success) return fail('is without its kind, its two branches and their hashes')
  if (digestOf(plan) !== shape.data.digest) return fail('was changed after it was made: its digest is another one')
  const { kind, from, to, authors } = head.data
  return { digest: shape.data.digest, plan, kind, from, to, authors }
}
