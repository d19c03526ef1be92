import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { diffTables, type TableRowsDiff } from '../../lake/diff/table-diff.ts'
import { parseFilter } from '../../lake/scan/filter.ts'
import { firstRows } from '../../lake/scan/first-rows.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { Row } from '../../quality/expectation.ts'
import { MASKED, maskedRows } from '../../quality/mask.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import { tableAt } from './table-at.ts'
import { contractOf } from './table-contracts.ts'

export interface Sample {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** Files that the filter could not rule out, of all. */
  readonly files: { readonly read: number; readonly all: number }
  readonly hasContract: boolean
}

/** The first rows that a filter wants, without what the contract calls personal; without a contract no value is shown. */
export async function sampleTable(
  settings: Settings,
  name: string,
  flags: { readonly at: string; readonly limit: number; readonly where?: string | undefined },
): Promise<Sample> {
  const contract = await contractOf(settings, name)
  const lake = await openLake(settings)
  const { metadata } = await tableAt(lake, flags.at, name)
  const scan = await scanTable(lake, metadata, flags.where === undefined ? undefined : parseFilter(flags.where))
  const engine = await openTableEngine(settings)
  try {
    const rows = (await firstRows(engine.reader, scan, flags.limit)) as readonly Row[]
    return {
      columns: metadata.schema.fields.map((field) => field.name),
      rows: shown(rows, contract),
      files: { read: scan.files.length, all: scan.all.files },
      hasContract: contract !== undefined,
    }
  } finally {
    engine.close()
  }
}

/** Exact counts; the sampled rows are masked. The key is the flag's, else the contract's event id. */
export async function tableDiff(
  settings: Settings,
  name: string,
  [from, to]: readonly [string, string],
  flags: { readonly key?: readonly string[] | undefined; readonly sample: number },
): Promise<TableRowsDiff> {
  const contract = await contractOf(settings, name)
  const lake = await openLake(settings)
  const before = (await tableAt(lake, from, name)).metadata
  const after = (await tableAt(lake, to, name)).metadata
  if (before.uuid !== after.uuid)
    throw new DqError(`${name} of ${from} and ${name} of ${to} are two tables: one was made anew`, {
      hint: 'their column ids have nothing in common: dq branch diff compares their sizes',
    })
  const engine = await openTableEngine(settings)
  try {
    const eventId = contract?.settings.eventId
    const key = flags.key ?? (eventId === undefined ? undefined : [eventId])
    const diff = await diffTables(lake, engine.reader, before, after, { key, sample: flags.sample })
    const one = (row: Row | undefined): Row | undefined => row && shown([row], contract)[0]
    const sample = diff.rows.sample.map(({ kind, from, to }) => ({ kind, from: one(from as Row), to: one(to as Row) }))
    return { ...diff, rows: { ...diff.rows, sample } }
  } finally {
    engine.close()
  }
}

function shown(rows: readonly Row[], contract: Contract | undefined): readonly Row[] {
  if (contract !== undefined) return maskedRows(rows, contract)
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : MASKED])),
  )
}
