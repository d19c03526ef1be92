import { formatPlace } from '../../kernel/finding.ts'
import type { PlanStatus } from '../contract/evolve.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

const MARKS = { done: '✓', open: '→', waiting: '·', overdue: '!' } as const

/** The steps of each plan, and who has not moved yet. */
export const planStatusText = (plans: readonly PlanStatus[]): string =>
  plans
    .map(({ plan, what, steps }) => {
      const rows = steps.flatMap(({ name, state, text, users = [] }) => [
        [`  ${MARKS[state]}`, name, text],
        ...users.map((user) => [
          '',
          '',
          `  ${user.name}${user.at === undefined ? '' : `  ${paint('dim', formatPlace(user.at))}`}`,
        ]),
      ])
      return `${paint('bold', `${what} → ${plan.successor ?? plan.to}`)}  ${paint('dim', plan.file)}\n${plan.reason}\n${table(rows)}`
    })
    .join('\n\n')

/** The same for machines. */
export const planStatusData = (plans: readonly PlanStatus[]) =>
  plans.map(({ plan: { at: _, ...plan }, steps }) => ({ ...plan, steps }))
