import type { GateResult, TableConflict } from '../../../lake/promote/plan.ts'
import type { Outcome, TableSample } from '../../promote/outcome.ts'
import { paint } from '../../style.ts'
import { table } from '../../table.ts'
import { plural } from '../lake.ts'
import { tableDiffText } from '../table.ts'
import { nextSteps, short, summaryOf, titleOf } from './summary.ts'
import { countsText, detailLines, MARK, sizeText } from './table-lines.ts'

/** For people: each step in the order in which it was taken, and the end in one line. */
export const promotionText = (outcome: Outcome): string =>
  [
    resolvedText(outcome),
    ...conflictsText(outcome),
    ...planText(outcome),
    ...gatesText(outcome),
    ...policyText(outcome),
    ...endText(outcome),
  ].join('\n\n')

function resolvedText(outcome: Outcome): string {
  const { kind, from, to, base, who, policy, digest } = outcome
  const sides =
    kind === 'promotion'
      ? [
          [from.branch, short(from.hash)],
          [to.branch, short(to.hash)],
          ['merge base', short(base)],
        ]
      : [
          [to.branch, short(to.hash)],
          ['back to', short(from.hash)],
        ]
  const rows = [...sides, ['who', who], ['policy', policy], ...(digest === undefined ? [] : [['plan', short(digest)]])]
  return `${paint('bold', titleOf(outcome))}\n${table(rows.map(([name = '', value = '']) => [`  ${name}`, value]))}`
}

function conflictsText({ conflicts, from, to }: Outcome): readonly string[] {
  if (conflicts.length === 0) return []
  return [
    [
      `conflicts: ${plural(conflicts.length, 'table')}`,
      ...conflicts.flatMap((one) => conflictLines(one, from.branch, to.branch)),
    ].join('\n'),
  ]
}

function conflictLines(
  { kind, table: name, source, target }: TableConflict,
  from: string,
  to: string,
): readonly string[] {
  if (kind === 'namespace-missing') return [`  ${name}: ${to} has no such namespace any more`]
  if (kind === 'namespace-not-empty') return [`  ${name}: it goes on ${from}, and ${to} has tables in it`]
  const side = (branch: string, commits: TableConflict['source']): readonly string[] =>
    commits.map(
      ({ hash, author, time, message }) => `    ${branch}  ${short(hash)}  ${when(time)}  ${author}: ${message}`,
    )
  return [`  ${name}: both sides changed it`, ...side(from, source), ...side(to, target)]
}

const when = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ')

function planText({ plan, samples, to }: Outcome): readonly string[] {
  if (plan === undefined) return []
  const lines = plan.tables.flatMap((planned) => [
    `  ${MARK[planned.kind]} ${planned.table}  ${sizeText(planned)}`,
    ...detailLines(planned, plan.consumers).map((line) => `      ${line}`),
    ...samples.filter((one) => one.table === planned.table).flatMap((one) => sampleLines(one, to.branch)),
  ])
  const lost = plan.destructive.map(({ kind, table: name, column, detail }) => {
    const what = column === undefined ? name : `${name}.${column}`
    return `    ${kind}  ${what}: ${detail}`
  })
  return [
    [
      `plan: ${plural(plan.tables.length, 'table')} of ${to.branch} (${countsText(plan.tables)})`,
      ...lines,
      ...(lost.length === 0 ? [] : ['  what is taken away:', ...lost]),
    ].join('\n'),
  ]
}

function sampleLines(sample: TableSample, to: string): readonly string[] {
  if ('why' in sample) return [`      rows: ${sample.why}`]
  const text = tableDiffText(sample.diff, to, 'the result')
  return text
    .split('\n')
    .slice(2)
    .map((line) => `      ${line}`)
}

const COLORS = { pass: 'green', fail: 'red', error: 'red', skipped: 'yellow' } as const
const word = (verdict: GateResult['verdict']): string => paint(COLORS[verdict], verdict.padEnd('skipped'.length))

function gatesText({ gates, gatesLeft }: Outcome): readonly string[] {
  if (gates.length === 0)
    return gatesLeft.length === 0 ? [] : [`gates: not asked, as something before them refuses: ${gatesLeft.join(', ')}`]
  const lines = gates.flatMap(({ gate, verdict, looked, reasons, notes }) => [
    `  ${word(verdict)}  ${gate}: ${looked}`,
    ...[...reasons, ...notes].map((line) => `             ${line}`),
  ])
  return [['gates on the merged state', ...lines].join('\n')]
}

function policyText({ verdicts }: Outcome): readonly string[] {
  if (verdicts.length === 0) return []
  const lines = verdicts.map(
    ({ rule, status, text }) => `  ${word(status)}  ${rule.replace(/^promotion-/, '')}: ${text}`,
  )
  return [['policy', ...lines].join('\n')]
}

function endText(outcome: Outcome): readonly string[] {
  const { result, tags, refusals, verdicts } = outcome
  const color = result === 'promoted' || result === 'nothing to do' ? 'green' : result === 'refused' ? 'red' : 'cyan'
  const fixes =
    result === 'refused' ? verdicts.filter(({ text }) => refusals.includes(text)).flatMap(({ fix }) => fix ?? []) : []
  return [
    [
      paint(color, summaryOf(outcome)),
      ...fixes.map((fix) => `  hint: ${fix}`),
      ...(tags === undefined ? [] : [`  tags ${tags.before}, ${tags.after}`]),
      ...nextSteps(outcome).map((line) => `  ${line}`),
    ].join('\n'),
  ]
}
