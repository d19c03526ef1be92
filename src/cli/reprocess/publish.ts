import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { loadTable } from '../../lake/table/table.ts'
import { identityColumns } from '../../pipelines/reprocess/compare-published.ts'
import { meantOf } from '../../pipelines/reprocess/differences.ts'
import { differencesTable } from '../../pipelines/reprocess/output-table.ts'
import { type KeptRow, publishRows } from '../../pipelines/reprocess/publish-rows.ts'
import { publishTopics, type TopicDifferences } from '../../pipelines/reprocess/publish-topics.ts'
import { readDifferences } from '../../pipelines/reprocess/read-differences.ts'
import { runOf } from '../../pipelines/reprocess/run-record.ts'
import type { Row } from '../../quality/expectation.ts'
import { maskedKey, maskedRows } from '../../quality/mask.ts'
import type { Settings } from '../config.ts'
import { hashOf } from '../lake/branches.ts'
import { namePrefix } from '../live/name-prefix.ts'
import { type LoadedJob, loadJob } from '../load-job.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { protectedBranches } from '../policy/protected-branches.ts'
import { progressLine } from '../progress.ts'
import { defaultRef } from '../quality/lake-rows.ts'
import { openLake } from '../wiring/lake.ts'
import { eventLog, liveStore, wire } from '../wiring/live.ts'
import { openTableEngine } from '../wiring/table-engine.ts'

export interface PublishRequest {
  readonly at?: string | undefined
  readonly 'dry-run': boolean
  /** Records of a transaction. */
  readonly atOnce?: number | undefined
  readonly onCommit?: ((sent: number) => void) | undefined
}

export interface PublishedOutput {
  readonly output: string
  readonly table: string
  /** Differences that are to be sent. */
  readonly meant: number
  /** By this call; of a dry run those that would be, as far as somebody could be asked. */
  readonly sent: number
  /** By earlier calls. */
  readonly before: number
  /** Somebody else has published the very same since it was compared. */
  readonly there: number
  /** Rows that the store did not take; personal keys masked. */
  readonly kept: readonly KeptRow[]
  /** Published, and not made any more: by what tells rows apart, personal fields masked. */
  readonly gone: readonly Row[]
}

export interface PublishReport {
  readonly job: string
  readonly at: string
  /** The commit that it is. */
  readonly hash: string
  readonly env: string | undefined
  readonly dryRun: boolean
  readonly outputs: readonly PublishedOutput[]
}

interface Found extends TopicDifferences {
  readonly table: string
  readonly isUpsert: boolean
}

/** Publishes the differences of a job, as a branch has them; running it again sends nothing twice. */
export async function publishReprocessed(
  settings: Settings,
  name: string,
  { at = defaultRef(settings), 'dry-run': dryRun, atOnce, onCommit }: PublishRequest,
): Promise<PublishReport> {
  const loaded = await loadJob(name, settings)
  const job = loaded.job.ir.name
  await requirePromoted(settings, at)
  const { hash, found } = await differencesAt(settings, loaded, at)
  const report = { job, at, hash, env: settings.env, dryRun }
  if (settings.env === undefined) {
    if (!dryRun)
      throw new DqError('nothing says where to publish', {
        hint: `give --env; environments of dq.yaml: ${settings.environments.join(', ') || 'none yet'}`,
      })
    return { ...report, outputs: found.map((one) => outputOf(one, { sent: meantOf(one.differences).length })) }
  }
  const sent = new Map<string, Sent>()
  const stores = found.filter((one) => one.isUpsert && meantOf(one.differences).length > 0)
  const topics = found.filter((one) => !one.isUpsert && meantOf(one.differences).length > 0)
  await orUnreachable(
    (async () => {
      // Rows first, as a run does: writing them again changes nothing.
      if (stores.length > 0) for (const one of await toStores(settings, stores, dryRun)) sent.set(one.output, one)
      if (topics.length > 0)
        for (const one of await toTopics(settings, job, topics, { dryRun, atOnce, onCommit })) sent.set(one.output, one)
    })(),
  )
  return { ...report, outputs: found.map((one) => outputOf(one, sent.get(one.contract.name) ?? {})) }
}

type Sent = Partial<Pick<PublishedOutput, 'sent' | 'before' | 'there' | 'kept'>>

function outputOf(found: Found, { sent = 0, before = 0, there = 0, kept = [] }: Sent): PublishedOutput {
  const { contract, table, differences } = found
  const gone = differences.flatMap(({ change, value }) => (change === 'gone' ? [identified(found, value)] : []))
  return {
    output: contract.name,
    table,
    meant: meantOf(differences).length,
    sent,
    before,
    there,
    kept: kept.map((one) => ({ ...one, key: maskedKey(one.key, contract) })),
    gone: maskedRows(gone, contract),
  }
}

function identified({ contract, isUpsert }: Found, value: unknown): Row {
  const columns = identityColumns({ contract, isUpsert })
  const row = value as Row
  return columns.length === 0 ? row : Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))
}

/** Where branches are protected, what nobody has promoted is not published. */
async function requirePromoted(settings: Settings, at: string): Promise<void> {
  const branches = await protectedBranches(settings)
  if (branches.length === 0 || branches.includes(at)) return
  throw new DqError(`${at} is no protected branch: what was not promoted is not published`, {
    hint: `dq promote ${at} ${branches.at(-1)}, then --at ${branches.at(-1)}`,
  })
}

/** All differences of a job at one commit. */
async function differencesAt(
  settings: Settings,
  { job }: LoadedJob,
  at: string,
): Promise<{ readonly hash: string; readonly found: readonly Found[] }> {
  const lake = await openLake(settings)
  const hash = await hashOf(lake.catalog, at)
  const there = new Set((await lake.catalog.entries(hash)).map(({ key }) => keyText(key)))
  const outputs = new Map<string, { readonly contract: Contract; readonly isUpsert: boolean }>(
    job.outputs.map(({ contract, mode }) => [contract.name, { contract, isUpsert: mode === 'upsert' }]),
  )
  const engine = await openTableEngine(settings)
  try {
    const found: Found[] = []
    for (const { contract, isUpsert } of outputs.values()) {
      const table = differencesTable(job.ir.name, contract)
      if (!there.has(table)) continue
      const loaded = await loadTable(lake, hash, parseKey(table), at)
      const run = runOf(loaded.metadata.properties, table)
      found.push({
        contract,
        isUpsert,
        table,
        run,
        differences: await readDifferences({ lake, reader: engine.reader }, loaded, contract),
      })
    }
    if (found.length > 0) return { hash, found }
    throw new DqError(`${at} has no differences of ${job.ir.name}`, {
      hint: `dq reprocess ${job.ir.name} --branch <name> makes them, dq promote <name> ${at} brings them here`,
    })
  } finally {
    engine.close()
  }
}

async function toStores(settings: Settings, found: readonly Found[], dryRun: boolean) {
  const store = await liveStore(
    settings,
    found.map(({ contract }) => contract),
  )
  try {
    const done = []
    for (const { contract, differences } of found)
      done.push(await publishRows(store, contract, differences, { dryRun }))
    return done
  } finally {
    await store.close()
  }
}

async function toTopics(
  settings: Settings,
  job: string,
  found: readonly Found[],
  { dryRun, atOnce, onCommit }: Pick<PublishRequest, 'atOnce' | 'onCommit'> & { readonly dryRun: boolean },
) {
  const log = await eventLog(settings)
  const progress = progressLine()
  try {
    return await publishTopics(job, found, {
      log,
      wire: await wire(settings),
      prefix: namePrefix(settings),
      dryRun,
      atOnce,
      onCommit(sent) {
        progress.update(`${job}  ${sent.toLocaleString('en')} records sent`)
        onCommit?.(sent)
      },
    })
  } finally {
    progress.clear()
    await log.close()
  }
}
