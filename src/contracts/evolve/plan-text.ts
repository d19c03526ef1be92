import { stringify } from 'yaml'
import type { z } from 'zod'
import type { planFile } from './plan-file.ts'

/** A new plan as the text of its file. */
export function planText(plan: z.infer<typeof planFile>): string {
  const head = `# A planned break: what takes the place of what, and until when both are written.
# dq contract evolve ${plan.contract} --status says how far it has come; dq contract check follows it.
`
  return head + stringify(plan, { lineWidth: 120 })
}
