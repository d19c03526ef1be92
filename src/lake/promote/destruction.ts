import type { SchemaChange } from '../diff/schema-diff.ts'
import type { Destruction, PlannedTable } from './plan.ts'

/** What of a plan takes something away. `rowsLost`: hundredths of its rows that a table may lose unasked. */
export const destructionsOf = (tables: readonly PlannedTable[], rowsLost: number): readonly Destruction[] =>
  tables.flatMap((table) => ofTable(table, rowsLost))

function ofTable(planned: PlannedTable, rowsLost: number): readonly Destruction[] {
  const { table, kind, before } = planned
  const rows = before?.rows == null ? 'its rows' : before.rows === '1' ? '1 row' : `${before.rows} rows`
  if (kind === 'dropped')
    return [{ table, kind: 'table-dropped', detail: `${rows} ${before?.rows === '1' ? 'goes' : 'go'} with it` }]
  if (kind === 'replaced')
    return [{ table, kind: 'table-replaced', detail: `another table takes its name; ${rows} and its history go` }]
  return [...planned.schema.flatMap((change) => ofColumn(table, change)), ...lost(planned, rowsLost)]
}

function ofColumn(table: string, { kind, path, before, after }: SchemaChange): readonly Destruction[] {
  const of = { table, column: path }
  if (kind === 'dropped') return [{ ...of, kind: 'column-dropped', detail: `${before}` }]
  if (kind === 'retyped' && !isWider(before ?? '', after ?? ''))
    return [{ ...of, kind: 'type-narrowed', detail: `${before} becomes ${after}` }]
  if (kind === 'made-required') return [{ ...of, kind: 'type-narrowed', detail: 'may not be null any more' }]
  return []
}

/** Table specification, "Schema Evolution": the promotions that every row of before survives. */
function isWider(before: string, after: string): boolean {
  if (before === 'int' && after === 'long') return true
  if (before === 'float' && after === 'double') return true
  const decimal = (text: string): readonly number[] | undefined =>
    /^decimal\((\d+), ?(\d+)\)$/.exec(text)?.slice(1).map(Number)
  const [was, is] = [decimal(before), decimal(after)]
  return was !== undefined && is !== undefined && was[1] === is[1] && (is[0] ?? 0) >= (was[0] ?? 0)
}

/** By the counts that the snapshots tell; where a table does not tell them any more, nobody knows what is lost: all of it, as far as we know. */
function lost({ table, before, after }: PlannedTable, rowsLost: number): readonly Destruction[] {
  if (before?.rows == null || before.rows === '0') return []
  const was = Number(before.rows)
  if (after?.rows == null)
    return [{ table, kind: 'rows-lost', rows: was, detail: `${was} rows before, and nobody says how many now` }]
  const gone = was - Number(after.rows)
  if (gone <= 0 || gone / was <= rowsLost / 100) return []
  return [{ table, kind: 'rows-lost', rows: gone, detail: `${gone} of ${was} rows (${share(gone, was)} %)` }]
}

/** In hundredths, with as many digits as are needed to be more than nothing. */
const share = (gone: number, was: number): string => String(Number(((gone * 100) / was).toPrecision(2)))
