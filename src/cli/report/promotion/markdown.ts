import type { Outcome } from '../../promote/outcome.ts'
import { code, escaped } from '../markdown-text.ts'
import { nextSteps, short, summaryOf, titleOf } from './summary.ts'
import { detailLines, MARK, sizeText } from './table-lines.ts'

const ICONS = { pass: '✅', fail: '❌', error: '💥', skipped: '⚠️' } as const
const ENDS = { promoted: '✅', 'nothing to do': '✅', 'dry run': 'ℹ️', planned: 'ℹ️', refused: '❌' } as const

/** A comment on a pull request, or the page of a job. Nothing of somebody's data means anything to Markdown. */
export const promotionMarkdown = (outcome: Outcome): string => {
  const { result, from, to, base, who, policy, digest } = outcome
  const sides = [`${code(from.branch)} ${code(short(from.hash))}`, `${code(to.branch)} ${code(short(to.hash))}`]
  return [
    `### ${ENDS[result]} ${escaped(titleOf(outcome))}: ${escaped(result)}`,
    '',
    escaped(summaryOf(outcome)),
    ...nextSteps(outcome).map((text) => `- ${escaped(text)}`),
    '',
    ...conflicts(outcome),
    ...plan(outcome),
    ...judged(outcome),
    `<sub>${sides.join(' → ')} · base ${code(short(base))} · ${escaped(who)} · policy ${escaped(policy)}${digest === undefined ? '' : ` · plan ${code(short(digest))}`}</sub>`,
  ].join('\n')
}

function conflicts({ conflicts: all, from, to }: Outcome): readonly string[] {
  if (all.length === 0) return []
  const commits = (side: (typeof all)[number]['source']): string =>
    side.map(({ hash, author, message }) => `${code(short(hash))} ${escaped(`${author}: ${message}`)}`).join('<br>') ||
    '–'
  const rows = all.map(({ table, source, target }) => `| ${code(table)} | ${commits(source)} | ${commits(target)} |`)
  return [`| Conflict | ${escaped(from.branch)} | ${escaped(to.branch)} |`, '| --- | --- | --- |', ...rows, '']
}

function plan({ plan: planned, to }: Outcome): readonly string[] {
  if (planned === undefined) return []
  const rows = planned.tables.map((one) => {
    const details = detailLines(one, planned.consumers).map(escaped).join('<br>')
    return `| ${code(MARK[one.kind])} | ${code(one.table)} | ${escaped(sizeText(one))} | ${details || '–'} |`
  })
  const lost = planned.destructive.map(({ kind, table, column, detail }) => {
    const what = column === undefined ? table : `${table}.${column}`
    return `- **${escaped(kind)}** ${code(what)}: ${escaped(detail)}`
  })
  return [
    `|  | Table of ${escaped(to.branch)} | Rows | What else |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(lost.length === 0 ? [] : ['What is taken away:', '', ...lost, '']),
  ]
}

function judged({ gates, verdicts, gatesLeft }: Outcome): readonly string[] {
  const asked = gates.map(({ gate, verdict, looked, reasons, notes }) =>
    row(verdict, gate, [looked, ...reasons, ...notes].map(escaped).join('<br>')),
  )
  const left = gatesLeft.map((gate) => row('skipped', gate, 'not asked'))
  const policy = verdicts.map(({ rule, status, text }) => row(status, rule.replace(/^promotion-/, ''), escaped(text)))
  const rows = [...asked, ...left, ...policy]
  return rows.length === 0 ? [] : ['|  | Asked | Answer |', '| --- | --- | --- |', ...rows, '']
}

const row = (verdict: keyof typeof ICONS, name: string, text: string): string =>
  `| ${ICONS[verdict]} | ${escaped(name)} | ${text} |`
