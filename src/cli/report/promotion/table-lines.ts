import type { PlannedTable, PropertyChange, TableConsumers, TableState } from '../../../lake/promote/plan.ts'
import { bytesText, plural, schemaText } from '../lake.ts'

export const MARK = { added: '+', dropped: '-', changed: '~', replaced: '!' } as const

/** How a table's size changes: `+120 rows (360), +1 file, +12.3 KiB`. */
export function sizeText({ kind, before, after }: PlannedTable): string {
  if (kind === 'added' || kind === 'dropped') return wholeText(kind === 'added' ? after : before)
  if (kind === 'replaced') return `${wholeText(before)} give way to ${wholeText(after)}`
  const counts = [
    delta(before?.rows, after?.rows, 'row', true),
    delta(before?.files, after?.files, 'file', false),
  ].filter((part) => part !== '')
  // Files that were written again differ by a few bytes: that alone says nothing.
  if (counts.length === 0) return 'as many rows and files as before'
  return [...counts, bytesDelta(before?.bytes, after?.bytes)].filter((part) => part !== '').join(', ')
}

const wholeText = (state: TableState | null): string =>
  `${state?.rows ?? '?'} ${state?.rows === '1' ? 'row' : 'rows'} in ${state?.files ?? '?'} ${state?.files === '1' ? 'file' : 'files'}, ${bytesText(big(state?.bytes))}`

const big = (text: string | null | undefined): bigint | undefined => (text == null ? undefined : BigInt(text))

function delta(
  before: string | null | undefined,
  after: string | null | undefined,
  what: string,
  total: boolean,
): string {
  if (before == null || after == null) return `${what}s not told`
  const by = BigInt(after) - BigInt(before)
  if (by === 0n) return ''
  return `${signed(by)} ${what}${by === 1n || by === -1n ? '' : 's'}${total ? ` (${after} in all)` : ''}`
}

function bytesDelta(before: string | null | undefined, after: string | null | undefined): string {
  const by = (big(after) ?? 0n) - (big(before) ?? 0n)
  if (before == null || after == null || by === 0n) return ''
  return `${by > 0n ? '+' : '-'}${bytesText(by > 0n ? by : -by)}`
}

const signed = (by: bigint): string => `${by > 0n ? '+' : ''}${by}`

/** Everything else that becomes of a table, a line each. */
export function detailLines(planned: PlannedTable, consumers: readonly TableConsumers[]): readonly string[] {
  const { kind, schema, partitioning, properties, isAhead, wasRolledBack, table } = planned
  const own = consumers.filter((one) => one.table === table)
  return [
    ...schema.map((change) => schemaText(change)),
    ...(partitioning === null ? [] : [`partitioned by ${partitioning.after}, before by ${partitioning.before}`]),
    ...properties.filter(({ name }) => name !== 'dq.contract.schema').map(propertyText),
    ...(kind === 'changed' && !isAhead ? ['its history is another one: rows were rewritten, or taken back'] : []),
    ...(wasRolledBack ? ['it was rolled back, and has been changed since'] : []),
    ...own.map(({ column, users }) => `${column === null ? 'used' : `${column} is used`} by ${usersText(users)}`),
  ]
}

const propertyText = ({ name, before, after }: PropertyChange): string => {
  const title = name === 'dq.contract.version' ? 'contract' : `property ${name}`
  if (before === null) return `${title}: ${after}`
  return after === null ? `${title} goes (${before})` : `${title}: ${before} becomes ${after}`
}

const SHOWN = 8

const usersText = (users: readonly string[]): string =>
  users.length <= SHOWN ? users.join(', ') : `${users.slice(0, SHOWN).join(', ')} and ${users.length - SHOWN} more`

export const countsText = (tables: readonly PlannedTable[]): string =>
  (['added', 'changed', 'replaced', 'dropped'] as const)
    .flatMap((kind) => {
      const count = tables.filter((one) => one.kind === kind).length
      return count === 0 ? [] : [`${count} ${kind}`]
    })
    .join(', ') || plural(0, 'table')
