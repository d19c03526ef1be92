import { formatPlace } from '../../../kernel/finding.ts'
import type { HistoryRow } from '../../../lake/promote/history.ts'
import { tagsOf } from '../../../lake/promote/tags.ts'
import type { BranchHistory } from '../../promote/log.ts'
import { paint } from '../../style.ts'
import { plural } from '../lake.ts'
import { short } from './summary.ts'

/** Newest first; what is wrong stands below. */
export const historyText = (histories: readonly BranchHistory[], limit: number): string =>
  histories.map((one) => branchText(one, limit)).join('\n\n')

function branchText({ branch, rows, earlier, findings, isProtected }: BranchHistory, limit: number): string {
  const promotions = rows.filter(({ kind }) => kind === 'audited').length
  const others = rows.length - promotions
  const left = Math.max(0, rows.length - limit)
  return [
    `${paint('bold', branch)}  ${isProtected ? 'protected' : 'not protected'}`,
    ...rows.slice(0, limit).flatMap((row) => rowLines(row, branch)),
    ...(left === 0 ? [] : [`  … and ${left} older`]),
    ...findings.map(({ at, message, rule }) => paint('red', `${formatPlace(at)}: ${message} [${rule}]`)),
    `${branch}: ${plural(promotions, 'audited promotion')}, ${plural(others, 'commit')} beside them, ${earlier} before; ${plural(findings.length, 'finding')}`,
  ].join('\n')
}

function rowLines(row: HistoryRow, branch: string): readonly string[] {
  const head = `  ${paint('yellow', short(row.hash))}  ${when(row.time)}`
  const [title = ''] = row.message.split('\n')
  if (row.kind !== 'audited')
    return [
      `${head}  ${paint('red', row.kind === 'forged' ? 'forged' : `${row.kind}, not audited`)}  ${row.author}: ${title}`,
    ]
  const { record, tags, hash } = row
  const names = tagsOf(branch, hash)
  const people = record.approvals.map(({ by, proof }) => `${by}${proof === 'signed' ? ' (signed)' : ''}`)
  return [
    `${head}  ${title}`,
    `      by ${record.actor}${people.length === 0 ? '' : `, approved by ${people.join(', ')}`}`,
    `      gates ${record.gates.map(({ gate, verdict }) => `${gate} ${verdict}`).join(', ') || 'none'}${record.permits.length === 0 ? '' : `; permits ${record.permits.join(', ')}`}`,
    `      plan ${short(record.plan)}, policy ${record.policy.startsWith('commit') ? record.policy.slice(0, 19) : short(record.policy)}`,
    `      back: dq rollback ${branch} --to ${tags.before === 'right' ? names.before : record.to.hash}`,
  ]
}

const when = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ')
