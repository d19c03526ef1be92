import { randomUUID } from 'node:crypto'
import type { Contract } from '../../contracts/model.ts'
import type { ErasureEntry } from '../../contracts/privacy/ports.ts'
import { retentionOf } from '../../contracts/privacy/retention.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { keyText } from '../../lake/catalog/key.ts'
import { eraseRows } from '../../lake/privacy/erase-rows.ts'
import { statesOf, type TableState } from '../../lake/privacy/holdings.ts'
import { type Filter, parseFilter } from '../../lake/scan/filter.ts'
import { countRows } from '../../lake/table/delete-rows.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { openLake } from '../wiring/lake.ts'
import { eventLog } from '../wiring/live.ts'
import { erasureLog } from '../wiring/privacy.ts'
import { openTableEngine, type TableEngine } from '../wiring/table-engine.ts'
import { contractFiles } from '../wiring.ts'
import { hasPromise, planTopics, type RetainedTopics, setTopics } from './retain-topics.ts'
import { tablesWithout } from './tables-without.ts'
import { noServer } from './unsearched.ts'

export interface RetainRequest {
  /** All with a retention, where neither tables nor topics are named. */
  readonly tables: readonly string[]
  readonly topics: readonly string[]
  readonly dryRun: boolean
  readonly protected: boolean
}

export interface Retained {
  readonly table: string
  /** ISO 8601: rows of before it are too old. */
  readonly before: string
  readonly branches: readonly string[]
  /** Tags keep what they have. */
  readonly tags: readonly string[]
  readonly rows: bigint
  /** Dropped as they are, and written again. */
  readonly removed: number
  readonly rewritten: number
}

export interface Retention {
  readonly retained: readonly Retained[]
  /** Tables whose retention cannot be enforced, and why. */
  readonly faults: readonly { readonly table: string; readonly why: string }[]
  readonly looked: number
  /** Of the environment's Kafka; undefined where none is configured. */
  readonly topics: RetainedTopics | undefined
  /** Topics with a promise that nobody looked at; a fault where they were asked for, by an environment or by name. */
  readonly unlooked: { readonly topics: number; readonly why: string; readonly isFault: boolean } | undefined
}

/** Drops rows that are older than the contracts allow, on every branch: whole files as they are, the rest copy-on-write. Topics are set to what their contracts promise. */
export async function retainTables(settings: Settings, request: RetainRequest): Promise<Retention> {
  const lake = await openLake(settings, { forPromotion: request.protected, protectedBy: '--protected' })
  const engine = await openTableEngine(settings)
  const kafka = settings.use.kafka.brokers === undefined ? undefined : await eventLog(settings)
  const log = await erasureLog(settings, request.dryRun)
  const id = randomUUID()
  const now = Date.now()
  try {
    const isAll = request.tables.length + request.topics.length === 0
    const all = await contractsHere(settings, lake)
    const contracts = wanted(all, 'table', request.tables, isAll)
    const streams = wanted(all, 'topic', request.topics, isAll)
    const topics = kafka && (await planTopics(kafka, streams))
    const states = await statesOf(lake, (table) => contracts.some(({ name }) => name === table))
    const [old, faults]: [Old[], { table: string; why: string }[]] = [[], []]
    for (const contract of contracts) {
      const retention = retentionOf(contract)
      if (retention === undefined) continue
      if (typeof retention === 'string') {
        faults.push({ table: contract.name, why: retention })
        continue
      }
      const isDay = contract.fields.some(({ name, logicalType }) => name === retention.field && logicalType === 'date')
      const limit = new Date(now - retention.ms).toISOString()
      const before = isDay ? limit.slice(0, 10) : limit
      const filter = parseFilter(`"${retention.field}" < '${before}'`)
      for (const state of states.filter(({ key }) => keyText(key) === contract.name)) {
        const found = await tooOld(lake, engine, state, filter)
        if (found === undefined || found.rows === 0n) continue
        old.push({ retained: { table: contract.name, before, ...found }, state, filter })
      }
    }
    const retained = old.map((one) => one.retained)
    const by = await author(settings)
    if (!request.dryRun) {
      // All that could refuse is asked before the first write.
      for (const { branches } of retained) for (const branch of branches) await lake.catalog.mayWrite?.(branch)
      const note = (entry: Noted): void => log.append({ erasure: id, at: new Date().toISOString(), ...entry })
      for (const one of old) await drop(lake, engine, one, by, note)
    }
    if (kafka !== undefined && topics !== undefined && !request.dryRun)
      await setTopics(kafka, topics, ({ topic, changes }) =>
        log.append({ erasure: id, at: new Date().toISOString(), kind: 'topic-retention', by, topic, changes }),
      )
    const promised = kafka === undefined ? streams.filter(hasPromise).length : 0
    const isFault = settings.env !== undefined || request.topics.length > 0
    const unlooked = promised === 0 ? undefined : { topics: promised, why: noServer(settings, 'Kafka'), isFault }
    return { retained, faults, looked: contracts.length, topics, unlooked }
  } finally {
    await kafka?.close()
    engine.close()
    log.close()
  }
}

/** Rows of a table's state that are too old. */
interface Old {
  readonly retained: Retained
  readonly state: TableState
  readonly filter: Filter
}

type Noted = Omit<Extract<ErasureEntry, { kind: 'retained' }>, 'erasure' | 'at'>

async function drop(
  lake: Lake,
  engine: TableEngine,
  { retained: { table, before, rows: found }, state, filter }: Old,
  by: string,
  note: (entry: Noted) => void,
): Promise<void> {
  const message = `Drop rows of ${table} from before ${before}: its contract keeps them no longer`
  const holding = { ...state, rows: found, files: 0, older: [], filter }
  const subject = { contract: table, fields: [], searched: [], mode: 'delete', personal: [] } as const
  for (const { commits, rows } of await eraseRows(lake, engine, holding, subject, { author: by, message }))
    note({ kind: 'retained', by, table, commits, before, rows: String(rows) })
}

/** Those of the repo, and of the tables with what jobs have made again. */
async function contractsHere(settings: Settings, lake: Lake): Promise<readonly Contract[]> {
  const contracts = await requireContracts(await contractFiles(settings))
  return [...contracts, ...(await tablesWithout(lake, contracts)).reprocessed]
}

function wanted(
  contracts: readonly Contract[],
  kind: 'table' | 'topic',
  names: readonly string[],
  isAll: boolean,
): readonly Contract[] {
  const all = contracts.filter((one) => one.kind === kind)
  for (const name of names) {
    if (all.some((one) => one.name === name)) continue
    const known = all.map((one) => one.name)
    throw new DqError(`no contract of a ${kind} is called "${name}"${didYouMean(name, known)}`, {
      hint: `${kind}s: ${known.join(', ')}`,
    })
  }
  return isAll ? all : all.filter(({ name }) => names.includes(name))
}

async function tooOld(lake: Lake, engine: TableEngine, state: TableState, filter: Filter) {
  const { key, references } = state
  const branches = references.filter(({ kind }) => kind === 'branch').map(({ name }) => name)
  const tags = references.filter(({ kind }) => kind === 'tag').map(({ name }) => name)
  const [branch] = branches
  if (branch === undefined) return undefined
  const { rows, removed, rewritten } = await countRows(lake, engine, { branch, key }, filter)
  return { branches, tags, rows, removed, rewritten }
}
