import driver from 'cassandra-driver'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { Unavailable } from '../../pipelines/live/ports.ts'
import type { ErasableStore, KeyedRow } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'
import { anyTable, REVISION, type Table, tableOf } from './cassandra/tables.ts'
import { type Cell, type Column, type ColumnKind, cellsOf, longCell, rowText } from './columns.ts'

export interface CassandraOptions {
  /** `host:port`. */
  readonly contactPoints: readonly string[]
  readonly datacenter: string
  readonly keyspace: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** Stores that are contracts: a table each, a column a field. Rows of other stores share the table `keyed_row`. */
  readonly contracts?: readonly Contract[]
  /** Make keyspace (one replica) and tables that are not there: for development. */
  readonly create?: boolean
  /** Writes under way at once. */
  readonly concurrency?: number
}

const CONCURRENCY = 128
const PATIENCE_MS = 5000
/** Cassandra keeps the least 64-bit number for itself. */
const LEAST_TIMESTAMP = -(2n ** 63n) + 1n
/** A deletion of that time stands before every row, for as long as Cassandra keeps it. */
const GREATEST_TIMESTAMP = 2n ** 63n - 1n
const ABOUT_TABLE = 'SELECT gc_grace_seconds FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?'

/**
 * Rows in Cassandra by prepared statements, so many at once. The revision is the time of writing, so of two rows of a key the
 * greater revision stays, in whatever order and however often they come. A revision has one row: two rows that differ and
 * have the same one are mixed, as Cassandra does with equal times. What cannot be reached is Unavailable, and may be asked again.
 */
export function openCassandraStore(options: CassandraOptions): ErasableStore {
  const { keyspace, contracts = [], concurrency = CONCURRENCY } = options
  checkKeyspace(keyspace)
  const others = anyTable(keyspace)
  const tables = new Map(contracts.map((contract) => [contract.name, tableOf(keyspace, contract)]))
  const tableFor = (store: string): Table => tables.get(checkName('store', store)) ?? others
  let connecting: Promise<driver.Client> | undefined
  const client = async (): Promise<driver.Client> => {
    connecting ??= connect(options, [...(contracts.length === 0 ? [others] : tables.values())])
    try {
      return await connecting
    } catch (error) {
      // A client that could not connect once never will.
      connecting = undefined
      throw failure(error, options)
    }
  }
  const asked = async (query: string, params: readonly unknown[]): Promise<driver.types.ResultSet> => {
    const cassandra = await client()
    return cassandra.execute(query, params, { prepare: true, isIdempotent: true }).catch((error: unknown) => {
      throw failure(error, options)
    })
  }
  const keyIn = ({ columns }: Table, store: string, key: string): readonly string[] =>
    columns === undefined ? [store, key] : [key]
  return {
    async upsert(rows) {
      const writes = rows.map((row) => ({ row, table: tableFor(row.store) }))
      if (rows.length === 0) return
      const cassandra = await client()
      let next = 0
      const work = async () => {
        for (let write = writes[next++]; write !== undefined; write = writes[next++]) {
          const { row, table } = write
          await cassandra.execute(table.insert, bound(row, table), { prepare: true, isIdempotent: true })
        }
      }
      const workers = Array.from({ length: Math.min(concurrency, rows.length) }, () =>
        work().catch((error: unknown) => {
          next = writes.length
          throw error
        }),
      )
      // All have ended when this one ends: nothing of this call comes after what is written next.
      const ends = await Promise.allSettled(workers)
      for (const end of ends) if (end.status === 'rejected') throw failure(end.reason, options)
    },
    async get(store, key) {
      const table = tableFor(store)
      const found = await asked(table.select, keyIn(table, store, key))
      const row = found.first() as driver.types.Row | null
      return row === null ? undefined : { store, key, revision: row.get(REVISION) as bigint, value: textOf(row, table) }
    },
    exists: async (store) => (await asked(ABOUT_TABLE, [keyspace, tableFor(store).name])).rowLength > 0,
    async erase(store, key) {
      const table = tableFor(store)
      await asked(table.remove, [GREATEST_TIMESTAMP, ...keyIn(table, store, key)])
      const about = (await asked(ABOUT_TABLE, [keyspace, table.name])).first()
      return Date.now() + Number(about?.get('gc_grace_seconds') ?? 0) * 1000
    },
    // Nobody can read a deletion.
    keptOut: async () => undefined,
    async close() {
      await (await connecting?.catch(() => undefined))?.shutdown()
    },
  }
}

async function connect(options: CassandraOptions, tables: readonly Table[]): Promise<driver.Client> {
  const { contactPoints, datacenter, keyspace, username, password, create = false } = options
  const client = new driver.Client({
    contactPoints: [...contactPoints],
    localDataCenter: datacenter,
    encoding: { useBigIntAsLong: true },
    socketOptions: { connectTimeout: PATIENCE_MS, readTimeout: PATIENCE_MS },
    policies: { reconnection: new driver.policies.reconnection.ExponentialReconnectionPolicy(100, PATIENCE_MS) },
    ...(username !== undefined && { credentials: { username, password: password ?? '' } }),
  })
  try {
    await client.connect()
    if (create) {
      const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
      await client.execute(`CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = ${replication}`)
      for (const table of tables) await client.execute(table.create)
    }
    return client
  } catch (error) {
    await client.shutdown().catch(() => {})
    throw error
  }
}

function bound({ store, key, revision, value }: KeyedRow, { columns }: Table): readonly unknown[] {
  const written = revision < LEAST_TIMESTAMP ? LEAST_TIMESTAMP : revision
  if (columns === undefined) return [store, key, value, revision, written]
  const cells = cellsOf(columns, value).map((cell, i) => (cell === null ? null : TO_CQL[columns[i]!.kind](cell)))
  return [...cells, revision, written]
}

const textOf = (row: driver.types.Row, { columns }: Table): string =>
  columns === undefined
    ? String(row.get('value'))
    : rowText(
        columns,
        columns.map((column) => cellOf(column, row.get(column.name))),
      )

const asIs = (cell: Cell): unknown => cell

const TO_CQL: Readonly<Record<ColumnKind, (cell: Cell) => unknown>> = {
  boolean: asIs,
  int: asIs,
  float: asIs,
  double: asIs,
  text: asIs,
  long: (cell) => BigInt(cell as string | number),
  decimal: (cell) => driver.types.BigDecimal.fromString(String(cell)),
  bytes: (cell) => Buffer.from(String(cell), 'base64'),
  json: (cell) => JSON.stringify(cell),
}

function cellOf({ kind }: Column, value: unknown): Cell {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'long':
      return longCell(value as bigint)
    case 'decimal':
      return String(value)
    case 'bytes':
      return (value as Buffer).toString('base64')
    case 'json':
      return JSON.parse(value as string)
    default:
      return value as Cell
  }
}

function checkKeyspace(name: string): void {
  if (/^[a-z][a-z0-9_]{0,47}$/.test(name)) return
  throw new DqError(`${JSON.stringify(name)} is no name of a keyspace`, {
    hint: 'use up to 48 small letters, digits and underscores, beginning with a letter',
  })
}

/** What passes: no node, overloaded, a node that starts, too few replicas, a timeout or failure of writing or reading. */
const PASSING: readonly number[] = [0x1000, 0x1001, 0x1002, 0x1100, 0x1200, 0x1300, 0x1500]

function failure(error: unknown, { keyspace }: CassandraOptions): Error {
  const { errors } = driver
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof errors.NoHostAvailableError) {
    const inner = Object.values(error.innerErrors ?? {})
    const refused = inner.find((one) => one instanceof errors.AuthenticationError || isRefused(one))
    if (refused !== undefined) return failure(refused, { keyspace } as CassandraOptions)
    return new Unavailable('cassandra', inner.map(String).join('; ') || message, { cause: error })
  }
  const passes =
    error instanceof errors.OperationTimedOutError ||
    error instanceof errors.BusyConnectionError ||
    (error instanceof errors.ResponseError && PASSING.includes(error.code))
  if (passes) return new Unavailable('cassandra', message, { cause: error })
  if (error instanceof errors.ResponseError || error instanceof errors.AuthenticationError)
    return new DqError(`Cassandra refuses: ${message}`, { hint: hintFor(message, keyspace), cause: error })
  return error instanceof Error ? error : new Error(message)
}

const isRefused = (error: unknown): boolean =>
  error instanceof driver.errors.ResponseError && !PASSING.includes(error.code)

const hintFor = (message: string, keyspace: string): string =>
  /does not exist|unconfigured table|Undefined column/.test(message)
    ? `make the keyspace ${keyspace} and its tables, or set \`create: true\` for cassandra in dq.yaml`
    : 'check user, password, and what that user may do'
