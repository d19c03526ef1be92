import type { Contract } from '../../contracts/model.ts'
import { promisedFreshness } from '../freshness.ts'
import { type LeftOut, type Suggested, suggested } from './draft.ts'
import { ofColumn } from './of-column.ts'
import { POSITION, type TableProfile } from './profile.ts'

/** A suite as a file has it; Great Expectations reads it too. */
export interface SuiteDraft {
  readonly name: string
  readonly expectations: readonly Suggested[]
  readonly meta: {
    readonly dq?: { readonly expectations: readonly Suggested[] }
    /** What might be expected and is not met by these rows: for people to look at. */
    readonly left_out?: readonly LeftOut[]
  }
}

/**
 * A first suite for a table, from what was counted of its rows and what its contract promises. The rows it was made of meet it;
 * each expectation says in `meta.evidence` where it comes from. The same rows give the same draft; `now` only says whether they
 * are fresh, in milliseconds since the epoch.
 */
export function suggestSuite(
  profile: TableProfile,
  { name, contract, now }: { readonly name: string; readonly contract: Contract | undefined; readonly now: number },
): SuiteDraft {
  const { rows, columns } = profile
  // The key of records may come again, the id of an event may not.
  const keys = contract?.settings.eventId === undefined ? [] : [contract.settings.eventId]
  // A column that the contract does not have is told above all others, and nothing can be expected of it.
  const known = columns.filter(({ field }) => contract === undefined || field !== undefined)
  const found = known.map((column) => ofColumn(column, rows, keys))
  const table = ofTable(profile, contract)
  const fresh = freshness(profile, contract, now)
  const leftOut = [...table.leftOut, ...found.flatMap((one) => one.leftOut), ...fresh.leftOut]
  const own = [...table.own, ...fresh.expectations]
  return {
    name,
    expectations: [...table.expectations, ...found.flatMap((one) => one.expectations)],
    meta: {
      ...(own.length > 0 && { dq: { expectations: own } }),
      ...(leftOut.length > 0 && { left_out: leftOut }),
    },
  }
}

function ofTable({ rows, columns, positions }: TableProfile, contract: Contract | undefined) {
  const expectations: Suggested[] = []
  const leftOut: LeftOut[] = []
  if (rows > 0) {
    const bounds = { min_value: Math.max(1, Math.floor(rows / 2)), max_value: rows * 2 }
    expectations.push(suggested('expect_table_row_count_to_be_between', bounds, 'warning', { from: 'data', rows }))
  }
  const names = columns.map((column) => column.name)
  const promised = contract?.fields.map((field) => field.name) ?? []
  const missing = promised.filter((one) => !names.includes(one))
  const extra = contract === undefined ? [] : names.filter((one) => !promised.includes(one))
  const isWhole = contract !== undefined && missing.length === 0 && extra.length === 0
  const evidence = { from: isWhole ? 'both' : 'data', columns: names.length } as const
  expectations.push(
    suggested('expect_table_columns_to_match_set', { column_set: [...names].sort() }, 'critical', evidence),
  )
  if (missing.length > 0)
    leftOut.push({ about: 'columns', why: `the contract has ${missing.join(', ')}, and the rows have not` })
  if (extra.length > 0) leftOut.push({ about: 'columns', why: `the contract does not have ${extra.join(', ')}` })
  if (positions === rows && rows > 0)
    expectations.push(
      suggested('expect_compound_columns_to_be_unique', { column_list: POSITION }, 'critical', {
        from: 'data',
        rows,
        distinct: positions,
      }),
    )
  const own = [suggested('dq_row_count_to_match_history', {}, 'warning', { from: 'data', rows })]
  return { expectations, leftOut, own }
}

/** What the contract promises of the age of the newest row, when these rows keep it. */
function freshness({ columns }: TableProfile, contract: Contract | undefined, now: number) {
  const promise = promisedFreshness(contract)
  const newest = columns.find(({ name }) => name === promise?.column)?.greatest ?? null
  if (promise?.column === undefined || newest === null) return { expectations: [], leftOut: [] }
  const minutes = (now - Date.parse(`${newest.replace(' ', 'T').replace(/\+00$/, '')}Z`)) / 60_000
  if (minutes <= promise.minutes)
    return {
      expectations: [suggested('dq_rows_to_be_fresh', {}, 'critical', { from: 'contract', newest })],
      leftOut: [],
    }
  const why = `the contract promises ${promise.minutes} ${promise.minutes === 1 ? 'minute' : 'minutes'}, and the newest ${promise.column} is ${newest}`
  return { expectations: [], leftOut: [{ about: 'freshness', why }] }
}
