import { resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { createTableFor } from '../../lake/contract/create-table.ts'
import { evolveTable } from '../../lake/contract/evolve-table.ts'
import { isSameTable, planEvolution } from '../../lake/contract/plan-evolution.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { ColumnChange } from '../../lake/iceberg/evolve.ts'
import { type Compaction, compactTable } from '../../lake/table/compact.ts'
import { expireSnapshots } from '../../lake/table/expire.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTable, loadTable } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { type JudgedRows, openTableEngine, requireFiles } from '../wiring/table-engine.ts'
import { author } from './author.ts'
import { type BadRowsFile, badRowsFile } from './bad-rows-file.ts'
import { withItsRow } from './first-bad-row.ts'
import { tableContract } from './table-contracts.ts'

export interface Applied {
  readonly table: string
  readonly branch: string
  readonly isNew: boolean
  readonly changes: readonly ColumnChange[]
}

/** Makes the table of a contract, or makes it fit. */
export async function applyTable(settings: Settings, name: string, branch: string): Promise<Applied> {
  // Git answers while the contracts are read.
  const [{ contract, partitionBy }, by] = await Promise.all([tableContract(settings, name), author(settings)])
  const lake = await openLake(settings)
  const found = await lake.catalog.reference(branch)
  if (found === undefined) throw unknownReference(branch, await lake.catalog.references(), 'new')
  const entries = await lake.catalog.entries(found.hash)
  const isNew = !entries.some(({ key, content }) => keyText(key) === name && content.kind === 'table')
  const message = `${isNew ? 'Create' : 'Evolve'} ${name} by its contract ${contract.version}`
  const to = { branch, author: by, message }
  if (isNew) await createTableFor(lake, contract, partitionBy, to)
  const changes = isNew ? [] : (await evolveTable(lake, contract, partitionBy, to)).changes
  return { table: name, branch, isNew, changes }
}

export interface Appended {
  readonly table: string
  readonly branch: string
  readonly rows: bigint
  readonly files: number
  /** Rows that break the contract, where they were asked to be put aside. */
  readonly bad?: { readonly file: string; readonly rows: bigint; readonly reasons: JudgedRows['bad'] }
}

export interface AppendOptions {
  /** Rows that break the contract go there instead of stopping it. */
  readonly 'bad-rows'?: string | undefined
  /** Fields that the table has no place for are left out. */
  readonly 'allow-unknown'?: boolean | undefined
}

/** Appends rows of files, each held against the contract on its way; all of them, or none, or all that keep it. */
export async function appendRows(
  settings: Settings,
  name: string,
  paths: readonly string[],
  branch: string,
  { 'bad-rows': badFile, 'allow-unknown': allowUnknown = false }: AppendOptions = {},
): Promise<Appended> {
  const [{ contract, partitionBy }, by] = await Promise.all([tableContract(settings, name), author(settings)])
  await requireFiles(paths)
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  let bad: BadRowsFile | undefined
  try {
    bad = badFile === undefined ? undefined : badRowsFile(badFile)
    let judged: JudgedRows | undefined
    let written: { readonly schemaId: number; readonly specId: number; readonly files: readonly DataFile[] } | undefined
    const meta = { author: by, message: `Append ${paths.join(', ')} to ${name}` }
    await commitTable(lake, branch, parseKey(name), meta, async ({ metadata, content }) => {
      const { schema, spec, location } = metadata
      // A field that the table lacks would be lost without a word.
      if (!isSameTable(planEvolution(metadata, contract, partitionBy)))
        throw new DqError(`${name} on ${branch} is not as its contract asks`, {
          hint: `dq table check --at ${branch} says how; dq table apply ${name} --branch ${branch} makes it fit where it can`,
        })
      // Another writer's rows do not change these; another schema or partitioning does.
      if (written?.schemaId !== schema.schemaId || written.specId !== spec.specId) {
        const request = { files: paths.map((path) => resolve(path)), shown: paths, schema, contract, allowUnknown }
        if (bad !== undefined) judged = await engine.judgedRows(request, bad.partial)
        const source = judged?.good ?? (await engine.fileRows(request))
        const files = await engine.writer
          .write(source, { schema, spec, folder: `${location}/data` })
          .catch(async (error: unknown) => {
            throw bad === undefined ? await withItsRow(error, engine, request, paths) : error
          })
        written = { schemaId: schema.schemaId, specId: spec.specId, files }
      }
      if (written.files.length === 0) return undefined
      return addSnapshot(lake, metadata, content.metadataLocation, { operation: 'append', added: written.files })
    })
    const files = written?.files ?? []
    const done = {
      table: name,
      branch,
      rows: files.reduce((sum, { records }) => sum + records, 0n),
      files: files.length,
    }
    if (badFile === undefined || judged === undefined) return done
    if (judged.badRows > 0n) bad?.keep()
    return { ...done, bad: { file: badFile, rows: judged.badRows, reasons: judged.bad } }
  } finally {
    engine.close()
    bad?.drop()
  }
}

export async function compact(
  settings: Settings,
  name: string,
  flags: { readonly branch: string; readonly 'target-mib': number; readonly 'min-files': number },
): Promise<Compaction | undefined> {
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  try {
    const to = { branch: flags.branch, key: parseKey(name), author: await author(settings), message: `Compact ${name}` }
    const options = { target: BigInt(flags['target-mib']) * 1_048_576n, least: flags['min-files'] }
    return await compactTable(lake, engine, to, options)
  } finally {
    engine.close()
  }
}

const DAY_MS = 86_400_000

/** How many snapshots went, and how many are left. */
export async function expire(
  settings: Settings,
  name: string,
  flags: { readonly branch: string; readonly 'older-than': number; readonly keep: number },
): Promise<{ readonly expired: number; readonly kept: number }> {
  const lake = await openLake(settings)
  const key = parseKey(name)
  let before = (await loadTable(lake, flags.branch, key)).metadata.snapshots.length
  const meta = { author: await author(settings), message: `Expire snapshots of ${name}` }
  const { metadata } = await commitTable(lake, flags.branch, key, meta, async (table) => {
    before = table.metadata.snapshots.length
    const now = Date.now()
    const options = { before: now - flags['older-than'] * DAY_MS, keep: flags.keep, now }
    return expireSnapshots(table.metadata, table.content.metadataLocation, options)
  })
  return { expired: before - metadata.snapshots.length, kept: metadata.snapshots.length }
}
