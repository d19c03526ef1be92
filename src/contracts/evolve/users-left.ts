import type { Impact } from '../../kernel/finding.ts'
import { impactOf } from '../impact/impact-of-field.ts'
import { WHOLE } from '../impact/usage.ts'
import type { UsageIndex } from '../impact/usage-index.ts'
import type { Plan } from './plan-file.ts'

/** Who still uses what the plan takes away, each once: recorded events are recorded anew, and a contract that names it is no reader. */
export function usersLeft(plan: Plan, index: UsageIndex): readonly Impact[] {
  const fields = plan.fields?.map(({ from }) => from) ?? [WHOLE]
  const users = fields
    .flatMap((field) => impactOf({ contract: plan.contract, field }, index))
    .filter(({ kind, via = [] }) => via.length === 0 && kind !== 'fixture' && kind !== 'contract')
  return [...new Map(users.map((user) => [userText(user), user])).values()]
}

/** `job fraud-enricher`. */
export const userText = ({ kind, name }: Pick<Impact, 'kind' | 'name'>): string => `${kind} ${name}`
