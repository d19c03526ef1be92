import { randomUUID } from 'node:crypto'
import { checkReferenceName } from '../../lake/catalog/reference-name.ts'
import { identityColumns, lastRows, type Published } from '../../pipelines/reprocess/compare-published.ts'
import { differencesOf } from '../../pipelines/reprocess/differences.ts'
import { type OutputRows, type WrittenOutput, writeOutputs } from '../../pipelines/reprocess/write-outputs.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { hashOf } from '../lake/branches.ts'
import type { LoadedJob } from '../load-job.ts'
import { defaultRef } from '../quality/lake-rows.ts'
import { openIngest } from '../wiring/ingest.ts'
import { openLake } from '../wiring/lake.ts'
import { keyedStore } from '../wiring.ts'
import { contractsOf } from './published.ts'
import type { Side } from './sides.ts'

export interface OnBranch {
  readonly branch: string
  /** Where it began, when it was made now. */
  readonly from: string | undefined
  readonly tables: readonly (WrittenOutput & {
    /** Columns that tell rows apart: for `dq table diff --key`. */
    readonly key: readonly string[]
  })[]
}

export interface Compared {
  readonly at: string | undefined
  /** The folder of the outputs, with their store. */
  readonly folder: string
  readonly sides: readonly Side[]
  readonly compared: readonly Published[]
  readonly ends: ReadonlyMap<string, readonly number[]>
}

/** Before anything is done for it. @throws DqError for a protected branch, or what is no name of one. */
export async function requireWritable(settings: Settings, branch: string): Promise<void> {
  checkReferenceName(branch)
  await (await openLake(settings)).catalog.mayWrite?.(branch)
}

/** Writes a job's outputs and differences to a branch; one that is not there begins where bronze was read. */
export async function toBranch(
  settings: Settings,
  { job }: LoadedJob,
  branch: string,
  { at = defaultRef(settings), folder, sides, compared, ends }: Compared,
): Promise<OnBranch> {
  const tools = await openIngest(settings)
  try {
    const { catalog } = tools.lake
    const isNew =
      (await catalog.reference(branch)) === undefined &&
      (await catalog.createReference({ kind: 'branch', name: branch, hash: await hashOf(catalog, at) }))
    const options = (name: string) => sides.find(({ topic }) => topic === name)
    const rows = await Promise.all(
      contractsOf(job.outputs).map(async (contract): Promise<OutputRows> => {
        const { name } = contract
        const side = options(name)
        const isUpsert = side?.isUpsert ?? false
        const found = compared.find(({ topic }) => topic === name) ?? NOTHING
        const revisions = isUpsert ? await revisionsOf(name, found, folder) : undefined
        const last = (all: Side['was']) => [...lastRows(all, { contract, isUpsert }).values()]
        return {
          contract,
          published: last(side?.was ?? []),
          made: last(side?.is ?? []),
          differences: differencesOf(found, revisions),
          ends: ends.get(name),
        }
      }),
    )
    const run = { run: randomUUID(), job: job.ir.name }
    const written = await writeOutputs(tools, rows, run, { branch, author: await author(settings) })
    return {
      branch,
      from: isNew ? at : undefined,
      tables: written.map((table, i) => {
        const { contract } = rows[i]!
        return { ...table, key: identityColumns({ contract, isUpsert: options(contract.name)?.isUpsert ?? false }) }
      }),
    }
  } finally {
    tools.close()
  }
}

const NOTHING: Published = { topic: '', contract: undefined, same: 0, fresh: [], changed: [], gone: [] }

/** The revisions of rows that the run has put into its own store, by key; none of a key that has a newer row, which is outside of the range. */
async function revisionsOf(
  name: string,
  { fresh, changed }: Published,
  folder: string,
): Promise<ReadonlyMap<string, bigint>> {
  const store = await keyedStore(folder)
  try {
    const revisions = new Map<string, bigint>()
    for (const { event } of [...fresh, ...changed.map(({ is }) => is)]) {
      const row = await store.get(name, String(event.key))
      if (row !== undefined && JSON.stringify(JSON.parse(row.value)) === JSON.stringify(event.value))
        revisions.set(row.key, row.revision)
    }
    return revisions
  } finally {
    await store.close()
  }
}
