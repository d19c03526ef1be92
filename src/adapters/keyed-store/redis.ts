import { type ChainableCommander, Redis } from 'ioredis'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { Unavailable } from '../../pipelines/live/ports.ts'
import type { ErasableStore, KeyedRow } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'
import { type Cell, type Column, cellsOf, columnsOf, longCell, rowText } from './columns.ts'
import { CORRECT, ERASE, ERASED, REVISION, UPSERT } from './redis/scripts.ts'

export interface RedisOptions {
  /** `redis[s]://[user:password@]host:port/database`. */
  readonly url: string
  /** Stores that are contracts: their fields become fields of a hash. Rows of other stores are one field, `value`. */
  readonly contracts?: readonly Contract[]
  /** Goes before every key. */
  readonly prefix?: string | undefined
  /** Milliseconds until a row that is not written again is gone; default: `retentionMs` of its contract. */
  readonly ttlMs?: number | undefined
}

interface Commands {
  dqUpsert(...args: (string | number)[]): unknown
  dqCorrect(...args: (string | number)[]): unknown
}

/** Rows of one call of the script: enough that the call itself costs little, few enough that the server goes on serving others. */
const ROWS_A_CALL = 64
const PATIENCE_MS = 2000
/** A server that is silent for so long, although it was asked, is gone. */
const ANSWER_MS = 10_000

/**
 * Rows as hashes `<store>:<key>` in Redis, several a call and all calls in one pipeline; a row is replaced only by one of a
 * greater revision. It reconnects by itself: what is asked meanwhile is refused with Unavailable, and may be asked again.
 */
export function openRedisStore({ url, contracts = [], prefix = '', ttlMs }: RedisOptions): ErasableStore {
  const columns = new Map(contracts.map((contract) => [contract.name, columnsOf(contract)]))
  const ttls = new Map(contracts.map(({ name, settings }) => [name, Math.max(0, settings.retentionMs ?? 0)]))
  const redis = new Redis(url, {
    lazyConnect: true,
    // Nothing is held back for a better time: whoever asks decides whether to ask again.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    socketTimeout: ANSWER_MS,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), PATIENCE_MS),
  })
  redis.defineCommand('dqUpsert', { lua: UPSERT })
  redis.defineCommand('dqCorrect', { lua: CORRECT })
  // Without a listener ioredis prints each failed attempt; the call that needs the connection tells it.
  redis.on('error', () => {})
  const keyOf = (store: string, key: string) => `${prefix}${checkName('store', store)}:${key}`
  const write = async (rows: readonly KeyedRow[], command: keyof Commands): Promise<void> => {
    const keys = rows.map(({ store, key }) => keyOf(store, key))
    if (rows.length === 0) return
    await ready(redis)
    const pipeline = redis.pipeline() as ChainableCommander & Commands
    for (let from = 0; from < rows.length; from += ROWS_A_CALL) {
      const part = rows.slice(from, from + ROWS_A_CALL)
      const args: (string | number)[] = [part.length, ...keys.slice(from, from + ROWS_A_CALL)]
      for (const row of part) {
        const fields = fieldsOf(row, columns.get(row.store))
        args.push(String(row.revision), ttlMs ?? ttls.get(row.store) ?? 0, fields.length, ...fields)
      }
      pipeline[command](...args)
    }
    const answers = await answered(pipeline.exec())
    for (const [error] of answers ?? []) if (error !== null) throw failure(error)
  }
  return {
    upsert: (rows) => write(rows, 'dqUpsert'),
    correct: (rows) => write(rows, 'dqCorrect'),
    async get(store, key) {
      const name = keyOf(store, key)
      await ready(redis)
      const found = await answered(redis.hgetall(name))
      const { [REVISION]: revision } = found
      if (revision === undefined || found[ERASED] !== undefined) return undefined
      return { store, key, revision: BigInt(revision), value: textOf(found, columns.get(store)) }
    },
    // A hash is there with its first row.
    exists: async () => true,
    async erase(store, key, until) {
      const name = keyOf(store, key)
      await ready(redis)
      await answered(redis.eval(ERASE, 1, name, until ?? ''))
      return until
    },
    async keptOut(store, key) {
      const name = keyOf(store, key)
      await ready(redis)
      const until = await answered(redis.hget(name, ERASED))
      return until === null ? undefined : { until: until === '' ? undefined : Number(until) }
    },
    async close() {
      redis.disconnect()
    },
  }
}

function fieldsOf({ value }: KeyedRow, columns: readonly Column[] | undefined): readonly string[] {
  if (columns === undefined) return ['value', value]
  return cellsOf(columns, value).flatMap((cell, i) => (cell === null ? [] : [columns[i]!.name, cellText(cell)]))
}

const cellText = (cell: Exclude<Cell, null>): string => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell))

const textOf = (fields: { readonly [name: string]: string }, columns: readonly Column[] | undefined): string =>
  columns === undefined
    ? (fields.value ?? '')
    : rowText(
        columns,
        columns.map((column) => cellOf(column, fields[column.name])),
      )

function cellOf({ kind }: Column, text: string | undefined): Cell {
  if (text === undefined) return null
  switch (kind) {
    case 'boolean':
      return text === 'true'
    case 'int':
    case 'float':
    case 'double':
      return Number(text)
    case 'long':
      return longCell(BigInt(text))
    case 'json':
      return JSON.parse(text)
    default:
      return text
  }
}

/** By client, while it connects: many who ask at once wait for the same. */
const connecting = new WeakMap<Redis, Promise<void>>()

/** Waits a little for the connection that is being made. */
function ready(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve()
  const under = connecting.get(redis)
  if (under !== undefined) return under
  if (redis.status === 'wait') redis.connect().catch(() => {})
  const waited = new Promise<void>((resolve, reject) => {
    const end = (error?: Error) => {
      clearTimeout(timer)
      connecting.delete(redis)
      redis.off('ready', end)
      redis.off('error', end)
      if (error === undefined) resolve()
      else reject(failure(error))
    }
    const timer = setTimeout(() => end(new Error('no connection')), PATIENCE_MS)
    redis.once('ready', end)
    redis.once('error', end)
  })
  connecting.set(redis, waited)
  return waited
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw failure(error)
  }
}

/** What the server refuses for good; everything else passes. */
const REFUSED = /^(NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|ERR)\b/

/** How ioredis says that the connection went away. */
const LOST = /max retries per request|isn't writeable|Connection is closed/

function failure(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error)
  const message = LOST.test(text) ? 'the connection was lost' : text
  if (!REFUSED.test(message)) return new Unavailable('redis', message, { cause: error })
  return new DqError(`Redis refuses: ${message}`, {
    hint: message.startsWith('WRONGTYPE')
      ? 'a key of the store holds something else than a hash: give dq a database of its own'
      : 'check the address, the user and what that user may do',
    cause: error,
  })
}
