import { isChange, type PlanEntry } from '../../contracts/registry/plan.ts'
import { formatPlace } from '../../kernel/finding.ts'
import type { Registration } from '../contract/register.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

const COLORS = { new: 'green', update: 'cyan', unchanged: 'dim', older: 'yellow', incompatible: 'red' } as const

/** What is unchanged is only counted. */
export function registrationText({ env, registry, plan, applied, outcome }: Registration): string {
  const shown = plan.filter((entry) => isChange(entry) || entry.action === 'incompatible' || entry.action === 'older')
  const rows = table(
    shown.map((entry) => [
      paint(COLORS[entry.action], isLevelOnly(entry) ? 'level' : entry.action),
      entry.subject,
      what(entry, applied.find(({ subject }) => subject === entry.subject)?.id),
    ]),
  ).split('\n')
  const lines = shown.flatMap((entry, i) => [rows[i] ?? '', ...why(entry)])
  const actions = (['new', 'update', 'unchanged', 'older', 'incompatible'] as const).flatMap((action) => {
    const count = plan.filter((entry) => entry.action === action).length
    return count === 0 ? [] : [`${count} ${action}`]
  })
  const end = {
    planned: 'dry run: nothing was registered',
    refused: 'nothing was registered: mend what is incompatible',
    registered: applied.length === 0 ? 'nothing to do' : `${applied.length} registered`,
  }[outcome]
  return [...lines, `${counted(plan.length, 'subject')} at ${env} (${registry}): ${actions.join(', ')}; ${end}`].join(
    '\n',
  )
}

const isLevelOnly = (entry: PlanEntry): boolean => entry.action === 'unchanged' && isChange(entry)

function what({ action, version, level, uses }: PlanEntry, id: number | undefined): string {
  const parts = [
    ...(action === 'update' ? [`after version ${version}`] : []),
    ...(action === 'older' ? [`is version ${version}, which is not the newest`] : []),
    ...(level !== undefined && level.from !== level.to ? [[level.from, level.to].filter(Boolean).join(' → ')] : []),
    ...(uses.length > 0 ? [`uses ${uses.map(({ subject }) => subject).join(', ')}`] : []),
    ...(id === undefined ? [] : [`id ${id}`]),
  ]
  return parts.join(', ')
}

const why = ({ findings }: PlanEntry): string[] =>
  findings.flatMap(({ at, message, rule, fix }) => [
    `    ${formatPlace(at)}: ${message}  ${paint('dim', `(${rule})`)}`,
    ...(fix === undefined ? [] : [`      fix: ${fix}`]),
  ])

/** The same for machines. */
export const registrationData = ({ plan, applied, ...rest }: Registration): object => ({
  ...rest,
  subjects: plan.map(({ schema: _, text, uses, ...entry }) => ({
    ...entry,
    references: uses,
    schema: JSON.parse(text),
    ...applied.find(({ subject }) => subject === entry.subject),
  })),
})
