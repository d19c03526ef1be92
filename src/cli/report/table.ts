import type { SampledRow, TableRowsDiff } from '../../lake/diff/table-diff.ts'
import type { Compaction } from '../../lake/table/compact.ts'
import type { Deletion } from '../../lake/table/delete-rows.ts'
import type { RolledBack } from '../lake/change-rows.ts'
import type { Sample } from '../lake/read-table.ts'
import type { Appended, Applied } from '../lake/write-table.ts'
import { table } from '../table.ts'
import { bytesText, plural, schemaText, sizeText } from './lake.ts'

export function sampleText({ columns, rows, files, hasContract }: Sample): string {
  const lines = [columns, ...rows.map((row) => columns.map((name) => cell(row[name])))]
  const note = hasContract ? '' : '\nno contract has its name, so nobody says what is personal: values are not shown'
  return `${table(lines)}\n${plural(rows.length, 'row')}; ${files.read} of ${plural(files.all, 'file')} may have them${note}`
}

const WIDE = 40

function cell(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > WIDE ? `${text.slice(0, WIDE - 1)}…` : text
}

export function tableDiffText(diff: TableRowsDiff, from: string, to: string): string {
  const { rows, files } = diff
  const columns = Object.entries(rows.columns).map(([name, count]) => `${name} in ${plural(count, 'row')}`)
  return [
    `${from}  ${sizeText(diff.from)}`,
    `${to}  ${sizeText(diff.to)}`,
    ...diff.schema.map((change) => `  ${schemaText(change)}`),
    `files: ${files.both} in both, ${files.onlyFrom} only in ${from}, ${files.onlyTo} only in ${to}`,
    `rows: ${rows.added} added, ${rows.removed} removed, ${rows.changed} changed${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`,
    ...rows.sample.map(rowText),
  ].join('\n')
}

function rowText({ kind, from, to }: SampledRow): string {
  if (kind !== 'changed') return `  ${kind === 'added' ? '+' : '-'} ${valuesText(to ?? from ?? {})}`
  const [was, is] = [from ?? {}, to ?? {}]
  const parts = Object.keys(is).map((name) => {
    const [a, b] = [cell(was[name]), cell(is[name])]
    return a === b ? `${name} ${b}` : `${name} ${a} → ${b}`
  })
  return `  ~ ${parts.join(', ')}`
}

const valuesText = (row: Readonly<Record<string, unknown>>): string =>
  Object.entries(row)
    .map(([name, value]) => `${name} ${cell(value)}`)
    .join(', ')

const DONE = {
  added: 'new',
  dropped: 'gone',
  renamed: 'renamed',
  widened: 'widened',
  'made-optional': 'optional',
  moved: 'moved',
  described: 'described',
  partitioned: 'partitioned otherwise',
} as const

export function appliedText({ table: name, branch, isNew, changes }: Applied): string {
  if (isNew) return `made ${name} on ${branch}`
  if (changes.length === 0) return `${name} on ${branch} is as its contract asks`
  return `${table(changes.map(({ kind, text }) => [`  ${DONE[kind]}`, text]))}\n${plural(changes.length, 'change')} of ${name} on ${branch}`
}

const REASONS = 10

export function appendedText({ table: name, branch, rows, files, bad }: Appended): string {
  const done = `${plural(Number(rows), 'row')} in ${plural(files, 'file')} appended to ${name} on ${branch}`
  if (bad === undefined) return done
  if (bad.rows === 0n) return `${done}; no row breaks the contract`
  const reasons = bad.reasons.slice(0, REASONS).map(({ reason, rows: count }) => [`  ${count}`, reason])
  const more = bad.reasons.length > REASONS ? `\n  and ${bad.reasons.length - REASONS} other reasons` : ''
  const verb = bad.rows === 1n ? 'breaks' : 'break'
  return `${done}\n${plural(Number(bad.rows), 'row')} ${verb} the contract, in ${bad.file}:\n${table(reasons, { right: [0] })}${more}`
}

export const compactedText = (name: string, done: Compaction | undefined): string =>
  done === undefined
    ? `${name} has nothing to compact`
    : `${name}: ${plural(done.before, 'file')} are ${plural(done.after, 'file')} in ${plural(done.partitions, 'partition')}, ${bytesText(done.bytesBefore)} are ${bytesText(done.bytesAfter)}`

export const expiredText = (
  name: string,
  { expired, kept }: { readonly expired: number; readonly kept: number },
): string =>
  `${plural(expired, 'snapshot')} of ${name} expired, ${kept} left${expired === 0 ? '' : '; their files go with dq table gc'}`

export function deletedText(
  name: string,
  { rows, rewritten, removed, all }: Deletion,
  { branch, 'dry-run': isDryRun }: { readonly branch: string; readonly 'dry-run': boolean },
): string {
  if (rows === 0n) return `no row of ${name} on ${branch} matches, of ${plural(all, 'file')}`
  const files = [
    ...(rewritten === 0 ? [] : [`${plural(rewritten, 'file')} written again`]),
    ...(removed === 0 ? [] : [`${plural(removed, 'file')} taken out whole`]),
    `${all - rewritten - removed} as they were`,
  ].join(', ')
  const count = plural(Number(rows), 'row')
  if (isDryRun) return `would delete ${count} of ${name} on ${branch}: ${files}`
  return `${count} of ${name} deleted on ${branch}: ${files}\nearlier snapshots still have them: dq table expire, then dq table gc, make it final`
}

export const rolledBackText = (
  name: string,
  { rowsBefore, rowsAfter, snapshot, isSame }: RolledBack,
  branch: string,
): string =>
  isSame
    ? `${name} on ${branch} is at snapshot ${snapshot} already`
    : `${name} on ${branch} is at snapshot ${snapshot} again: ${rowsBefore ?? '?'} rows before, ${rowsAfter ?? '?'} now`
