import type { Outcome } from '../../promote/outcome.ts'
import { commandText, property } from '../github.ts'
import { summaryOf, titleOf } from './summary.ts'

/** Workflow commands of GitHub Actions: an annotation for each thing that refuses, a notice for how it ended otherwise. */
export function promotionGithub(outcome: Outcome): string {
  const { conflicts, gates, refusals, result } = outcome
  const title = property(titleOf(outcome))
  const error = (text: string): string => `::error title=${title}::${commandText(text)}`
  if (result !== 'refused') return `::notice title=${title}::${commandText(summaryOf(outcome))}`
  return [
    ...refusals.map(error),
    ...conflicts.map(({ table }) => error(`conflict: ${table} was changed on both sides`)),
    ...gates.flatMap(({ gate, verdict, reasons }) =>
      verdict === 'pass' || reasons.length === 0 ? [] : [error(`${gate}: ${verdict}\n${reasons.join('\n')}`)],
    ),
    commandText(summaryOf(outcome)),
  ].join('\n')
}
