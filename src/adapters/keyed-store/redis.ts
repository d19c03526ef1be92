import { type ChainableCommander, Redis } from 'ioredis'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { Unavailable } from '../../pipelines/live/ports.ts'
import type { KeyedRow, KeyedStore } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'
import { type Cell, type Column, cellsOf, columnsOf, longCell, rowText } from './columns.ts'

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

/** Rows of one call of the script: enough that the call itself costs little, few enough that the server goes on serving others. */
const ROWS_A_CALL = 64
/** The field that holds the row's revision. */
const REVISION = '_revision'
const PATIENCE_MS = 2000
/** A server that is silent for so long, although it was asked, is gone. */
const ANSWER_MS = 10_000

/**
 * ARGV: for each key its revision, milliseconds to live (0: for ever), how many arguments its fields take, and those.
 * Revisions have 64 bits and Lua's numbers 53, so they are compared as text.
 */
const UPSERT = `
local function isGreater(a, b)
  local below, belowOther = a:byte(1) == 45, b:byte(1) == 45
  if below ~= belowOther then return belowOther end
  if below then a, b = b, a end
  if #a ~= #b then return #a > #b end
  return a > b
end
local at, written = 1, 0
for _, key in ipairs(KEYS) do
  local revision, ttl, size = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local stored = redis.call('HGET', key, '${REVISION}')
  if not stored or isGreater(revision, stored) then
    redis.call('DEL', key)
    redis.call('HSET', key, '${REVISION}', revision, unpack(ARGV, at + 3, at + 2 + size))
    if ttl ~= '0' then redis.call('PEXPIRE', key, ttl) end
    written = written + 1
  end
  at = at + 3 + size
end
return written
`

/**
 * Rows as hashes `<store>:<key>` in Redis, several a call and all calls in one pipeline; a row is replaced only by one of a
 * greater revision. It reconnects by itself: what is asked meanwhile is refused with Unavailable, and may be asked again.
 */
export function openRedisStore({ url, contracts = [], prefix = '', ttlMs }: RedisOptions): KeyedStore {
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
  // Without a listener ioredis prints each failed attempt; the call that needs the connection tells it.
  redis.on('error', () => {})
  const keyOf = (store: string, key: string) => `${prefix}${checkName('store', store)}:${key}`
  return {
    async upsert(rows) {
      const keys = rows.map(({ store, key }) => keyOf(store, key))
      if (rows.length === 0) return
      await ready(redis)
      const pipeline = redis.pipeline() as ChainableCommander & { dqUpsert(...args: (string | number)[]): unknown }
      for (let from = 0; from < rows.length; from += ROWS_A_CALL) {
        const part = rows.slice(from, from + ROWS_A_CALL)
        const args: (string | number)[] = [part.length, ...keys.slice(from, from + ROWS_A_CALL)]
        for (const row of part) {
          const fields = fieldsOf(row, columns.get(row.store))
          args.push(String(row.revision), ttlMs ?? ttls.get(row.store) ?? 0, fields.length, ...fields)
        }
        pipeline.dqUpsert(...args)
      }
      const answers = await answered(pipeline.exec())
      for (const [error] of answers ?? []) if (error !== null) throw failure(error)
    },
    async get(store, key) {
      const name = keyOf(store, key)
      await ready(redis)
      const found = await answered(redis.hgetall(name))
      const { [REVISION]: revision } = found
      if (revision === undefined) return undefined
      return { store, key, revision: BigInt(revision), value: textOf(found, columns.get(store)) }
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

/** Waits a little for the connection that is being made. */
async function ready(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return
  if (redis.status === 'wait') redis.connect().catch(() => {})
  await new Promise<void>((resolve, reject) => {
    const end = (error?: Error) => {
      clearTimeout(timer)
      redis.off('ready', end)
      redis.off('error', end)
      if (error === undefined) resolve()
      else reject(failure(error))
    }
    const timer = setTimeout(() => end(new Error('no connection')), PATIENCE_MS)
    redis.once('ready', end)
    redis.once('error', end)
  })
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
