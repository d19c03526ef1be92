import { z } from 'zod'
import type { Place } from '../../kernel/finding.ts'

/** Planned breaks lie beside dq.yaml: `plans/<contract>-<label>.yaml`. */
export const PLANS_FOLDER = 'plans'

const text = z.string().min(1)
const day = z.iso.date('write a day as YYYY-MM-DD')

const fieldMove = z.strictObject({
  from: text,
  /** The field that takes its place; absent when nothing does. */
  to: text.optional(),
})

/** A break that is reviewed before it happens: what takes the place of what, until when both are written, and who has to move. */
export const planFile = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    /** The contract that loses something. */
    contract: text,
    /** How people call the new state, e.g. `v2`. */
    to: text,
    /** The contract of the new topic or table, for a move as a whole. */
    successor: text.optional(),
    /** Fields that move within the contract. */
    fields: z.array(fieldMove).min(1).optional(),
    owner: text,
    reason: text,
    /** From this day producers write both. */
    dualWriteFrom: day,
    /** From this day the old may go, once nobody uses it. */
    sunset: day,
    /** Who used it when the plan was made: `job fraud-enricher`. Who is left is found anew by every check. */
    consumers: z.array(text),
  })
  .refine(({ successor, fields }) => (successor === undefined) !== (fields === undefined), {
    message: 'name either a successor or fields',
  })
  .refine(({ dualWriteFrom, sunset }) => dualWriteFrom < sunset, {
    message: 'the sunset comes after dualWriteFrom',
    path: ['sunset'],
  })

export interface Plan extends z.infer<typeof planFile> {
  readonly file: string
  readonly at: (key: 'contract' | 'successor' | 'sunset' | 'fields') => Place
}
