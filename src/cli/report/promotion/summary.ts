import type { Outcome } from '../../promote/outcome.ts'
import { plural } from '../lake.ts'

/** `promote staging → prod`, `roll prod back to prod-before-…`. */
export const titleOf = ({ kind, from, to, tag }: Outcome): string =>
  kind === 'promotion' ? `promote ${from.branch} → ${to.branch}` : `roll ${to.branch} back to ${tag}`

/** The end, in one line. */
export function summaryOf(outcome: Outcome): string {
  const { result, kind, to, from, plan, hash, refusals, planFile, tag } = outcome
  const tables = plural(plan?.tables.length ?? 0, 'table')
  switch (result) {
    case 'promoted':
      return kind === 'promotion'
        ? `promoted: ${to.branch} has ${tables} of ${from.branch}, in ${short(hash)}`
        : `rolled back: ${to.branch} is as at ${tag}, in ${short(hash)}`
    case 'nothing to do':
      return kind === 'promotion'
        ? `nothing to do: ${to.branch} has everything of ${from.branch}`
        : `nothing to do: ${to.branch} is as at ${tag}`
    case 'dry run':
      return kind === 'promotion'
        ? `dry run: ${tables} would go to ${to.branch}; nothing was changed`
        : `dry run: ${to.branch} would be as at ${tag} again, ${tables}; nothing was changed`
    case 'planned':
      return `planned: ${tables} for ${to.branch} in ${planFile}; nothing was changed`
    case 'refused':
      return `refused: ${refusals.join('; ')}`
  }
}

export const short = (hash: string | undefined | null): string => hash?.slice(0, 12) ?? 'nothing'

/** What comes next for who reads a plan or a trial: empty when nothing is left to do. */
export function nextSteps({ result, verdicts, planFile }: Outcome): readonly string[] {
  if (result !== 'planned' && result !== 'dry run') return []
  const open = verdicts.filter(({ status }) => status !== 'pass')
  if (planFile === undefined)
    return open.map(({ text, fix }) => `still needed: ${text}${fix === undefined ? '' : `: ${fix}`}`)
  return [
    ...open.map(({ text }) => `still needed: ${text}`),
    ...(open.some(({ rule }) => rule === 'promotion-approvals') ? [`next: dq approve ${planFile}`] : []),
    `then: dq promote --plan ${planFile}`,
  ]
}
