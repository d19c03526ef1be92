import type { Contract } from '../../contracts/model.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { createTableFor } from '../../lake/contract/create-table.ts'
import { evolveTable } from '../../lake/contract/evolve-table.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTables, type LoadedTable } from '../../lake/table/table.ts'
import type { Row } from '../fixture/compare.ts'
import type { IngestTools, Stage } from '../ingest/ports.ts'
import { type Difference, differenceLine } from './differences.ts'
import { differencesContract, differencesTable, outputContract, outputTable } from './output-table.ts'
import { type ReprocessRun, runProperties } from './run-record.ts'

/** What one topic or store has, and would have. */
export interface OutputRows {
  readonly contract: Contract
  readonly published: readonly Row[]
  readonly made: readonly Row[]
  readonly differences: readonly Difference[]
  /** Of the topic, by partition: what is published from there on is not among `published`. Undefined for stores, and where files were compared. */
  readonly ends: readonly number[] | undefined
}

export interface WrittenOutput {
  readonly output: string
  readonly table: string
  readonly differences: string
  /** Snapshots of `table`: as it was published, and as it came out now. */
  readonly snapshots: { readonly published: string; readonly made: string }
}

export type OutputTools = Pick<IngestTools, 'lake' | 'stage'>

interface Target {
  readonly branch: string
  readonly author: string
}

/**
 * Writes a job's outputs to a branch as two commits: as they were published; then as they came out again, with the differences. A process that
 * is killed in between leaves the differences of the run before, or none: never some.
 */
export async function writeOutputs(
  tools: OutputTools,
  outputs: readonly OutputRows[],
  run: Omit<ReprocessRun, 'output' | 'ends'>,
  to: Target,
): Promise<readonly WrittenOutput[]> {
  const { job } = run
  const tables = outputs.map((rows) => {
    const [table, differences] = [outputTable(job, rows.contract), differencesTable(job, rows.contract)]
    return {
      rows,
      table: outputContract(rows.contract, table),
      differences: differencesContract(rows.contract, differences),
    }
  })
  await readyTables(
    tools,
    tables.flatMap(({ table, differences }) => [table, differences]),
    to,
  )
  const published = await replaceRows(
    tools,
    tables.map(({ rows, table }) => ({ table: table.name, lines: rows.published.map(lineOf) })),
    { ...to, message: `${job}: as it was published` },
  )
  const made = await replaceRows(
    tools,
    [
      ...tables.map(({ rows, table }) => ({ table: table.name, lines: rows.made.map(lineOf) })),
      ...tables.map(({ rows, differences }) => ({
        table: differences.name,
        lines: rows.differences.map(differenceLine),
        properties: runProperties({ ...run, output: rows.contract.name, ends: rows.ends }),
      })),
    ],
    { ...to, message: `${job}: processed again, and what differs from what was published` },
  )
  return tables.map(({ rows, table, differences }, i) => ({
    output: rows.contract.name,
    table: table.name,
    differences: differences.name,
    snapshots: { published: snapshotOf(published[i]), made: snapshotOf(made[i]) },
  }))
}

const lineOf = ({ event }: Row): string => JSON.stringify(event.value)

const snapshotOf = (table: LoadedTable | undefined): string => String(table?.metadata.current?.id)

/** Makes the tables that are not there, and those that are, fit. */
async function readyTables({ lake }: OutputTools, contracts: readonly Contract[], to: Target): Promise<void> {
  const there = new Set((await lake.catalog.entries(to.branch)).map(({ key }) => keyText(key)))
  for (const contract of contracts) {
    const message = `${there.has(contract.name) ? 'Evolve' : 'Create'} ${contract.name}`
    if (there.has(contract.name)) await evolveTable(lake, contract, [], { ...to, message })
    else await createTableFor(lake, contract, [], { ...to, message })
  }
}

interface Replacement {
  readonly table: string
  /** Rows as JSON text, in the conventions of fixtures. */
  readonly lines: readonly string[]
  readonly properties?: Readonly<Record<string, string>>
}

/** All rows of some tables, replaced in one commit. */
async function replaceRows(
  { lake, stage }: OutputTools,
  tables: readonly Replacement[],
  { branch, ...meta }: Target & { readonly message: string },
): Promise<readonly LoadedTable[]> {
  const stages = tables.map(({ table, lines }) => staged(stage(table), lines))
  let written: readonly DataFile[] = []
  try {
    const keys = tables.map(({ table }) => parseKey(table))
    return await commitTables(lake, branch, keys, meta, async (loaded) => {
      // Another writer was quicker: what was written for the state before is nobody's.
      await lake.files.remove(written.map(({ path }) => path))
      written = []
      const next: TableMetadata[] = []
      for (const [i, { metadata, content }] of loaded.entries()) {
        const { schema, spec, location } = metadata
        const own = stages[i]!
        const added = own.rows === 0 ? [] : await own.files({ schema, spec, folder: `${location}/data` })
        written = [...written, ...added]
        next.push(
          await addSnapshot(lake, withProperties(metadata, tables[i]!.properties), content.metadataLocation, {
            operation: metadata.current === undefined ? 'append' : 'overwrite',
            added,
            isRemoved: () => true,
          }),
        )
      }
      return next
    })
  } finally {
    for (const one of stages) await one.close()
  }
}

function staged(stage: Stage, lines: readonly string[]): Stage {
  for (const line of lines) stage.add(line)
  return stage
}

function withProperties(metadata: TableMetadata, added: Readonly<Record<string, string>> = {}): TableMetadata {
  const properties = { ...metadata.properties, ...added }
  return { ...metadata, properties, raw: { ...metadata.raw, properties } }
}
