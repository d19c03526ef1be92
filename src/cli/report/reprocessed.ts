import type { Row } from '../../pipelines/fixture/compare.ts'
import type { Published } from '../../pipelines/reprocess/compare-published.ts'
import type { Row as Value } from '../../quality/expectation.ts'
import { maskedKey, maskedRows } from '../../quality/mask.ts'
import type { Reprocessed } from '../reprocess/reprocess.ts'
import type { OnBranch } from '../reprocess/to-branch.ts'
import { shownPath } from '../shown-path.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

const EXAMPLES = 3

/** What went in, what differs from what was published, and where only that lies. */
export function reprocessedText({ job, inputs, out, compared, differences, onBranch }: Reprocessed): string {
  const lines = inputs.map(({ topic, from, events }) => [
    `  ${topic}`,
    from,
    events === undefined ? '' : counted(events, 'event'),
  ])
  const head = [job, table(lines), '']
  if (compared === undefined)
    return [...head, `outputs in ${shownPath(out)}/outputs; --published <folder> compares them`].join('\n')
  const rows = compared.map(({ topic, same, fresh, changed, gone }) => [
    topic,
    `${same} as published`,
    `${fresh.length} new`,
    `${changed.length} otherwise`,
    `${gone.length} not made again`,
  ])
  const examples = compared.flatMap(({ topic, contract, changed, gone }) => [
    ...changed
      .slice(0, EXAMPLES)
      .map(
        ({ was, is }) =>
          `  ${topic} ${String(maskedKey(is.event.key, contract))}: ${fieldsOf(was.event.value, is.event.value)}${isKept({ was, is }) ? ' (its revision is lower: a store keeps what it has)' : ''}`,
      ),
    ...gone
      .slice(0, EXAMPLES)
      .map(
        ({ event }) =>
          `  ${topic} ${String(maskedKey(event.key, contract))}: published, and not made again: nobody can take it back`,
      ),
  ])
  const count = compared.reduce((sum, { fresh, changed }) => sum + fresh.length + changed.length, 0)
  return [
    ...head,
    table(rows),
    ...(examples.length === 0 ? [] : ['', ...examples]),
    '',
    count === 0 ? 'nothing to publish' : `to publish: ${counted(count, 'row')} in ${shownPath(differences ?? out)}`,
    ...(onBranch === undefined ? [] : ['', ...branchLines(job, onBranch, count)]),
  ].join('\n')
}

/** The same for machines: rows with their personal fields masked. */
export const reprocessedData = ({ compared, ...done }: Reprocessed) => ({
  ...done,
  compared: compared?.map(({ contract, topic, same, fresh, changed, gone }) => {
    const shown = ({ line, event }: Row): Row => {
      const [value] = maskedRows([event.value as Value], contract)
      return { line, event: { ...event, key: maskedKey(event.key, contract), value } }
    }
    return {
      topic,
      same,
      fresh: fresh.map(shown),
      changed: changed.map(({ was, is }) => ({ was: shown(was), is: shown(is) })),
      gone: gone.map(shown),
    }
  }),
})

/** Which tables hold it, and the way on. */
function branchLines(job: string, { branch, from, tables }: OnBranch, count: number): readonly string[] {
  const [first] = tables
  const keys = first?.key.map((column) => ` --key ${column}`).join('') ?? ''
  return [
    `branch ${branch}${from === undefined ? '' : `, made at ${from}`}`,
    table(tables.map(({ table: name, differences }) => [`  ${name}`, differences])),
    ...(first === undefined
      ? []
      : ['', `dq table diff ${first.table} ${branch}#${first.snapshots.published} ${branch}${keys}`]),
    ...(count === 0
      ? []
      : [`dq promote ${branch} <branch>`, `dq reprocess publish ${job} --at <branch> --env <environment>`]),
  ]
}

/** Stores replace no row by one of a lower revision. */
function isKept({ was, is }: Published['changed'][number]): boolean {
  const revision = (row: Row): unknown => (row.event.value as { readonly revision?: unknown } | null)?.revision
  const [before, now] = [revision(was), revision(is)]
  return before !== undefined && now !== undefined && Number(now) < Number(before)
}

/** Names only: values may be personal. */
function fieldsOf(was: unknown, is: unknown): string {
  const [a, b] = [was, is] as [Record<string, unknown>, Record<string, unknown>]
  return Object.keys({ ...a, ...b })
    .filter((name) => JSON.stringify(a?.[name]) !== JSON.stringify(b?.[name]))
    .join(', ')
}
