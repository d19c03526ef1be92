import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryCatalog } from '../../../src/adapters/branch-catalog/memory.ts'
import { duckdbBatch } from '../../../src/adapters/table-data/duckdb-batch.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'
import type { BranchCatalog } from '../../../src/lake/catalog/port.ts'
import { createTableFor } from '../../../src/lake/contract/create-table.ts'
import { type BatchJob, batchJob, type OutputTable } from '../../../src/pipelines/batch/batch-job.ts'
import { changedDays } from '../../../src/pipelines/batch/changed-days.ts'
import { type DayRequest, type DayResult, runDay } from '../../../src/pipelines/batch/run-day.ts'
import { readSqlJobs } from '../../../src/pipelines/sql/read-jobs.ts'
import { AUTHOR, openLake } from '../../lake/table/lake.ts'

/** A small shop: sales by day, notes on orders that come when they come, totals of each order, and a running balance. */
const TABLES: Readonly<Record<string, readonly Column[]>> = {
  'bronze.sales': [
    { name: 'day', type: 'date', partitioned: true },
    { name: 'order_id', type: 'string' },
    { name: 'amount', type: 'decimal' },
  ],
  'bronze.notes': [
    { name: 'noted_on', type: 'date', partitioned: true },
    { name: 'order_id', type: 'string' },
    { name: 'note', type: 'string' },
  ],
  'silver.totals': [
    { name: 'day', type: 'date', partitioned: true },
    { name: 'order_id', type: 'string', key: true },
    { name: 'amount', type: 'decimal', minimum: 0 },
    { name: 'notes', type: 'long' },
  ],
  'silver.balance': [
    { name: 'day', type: 'date', partitioned: true, key: true },
    { name: 'amount', type: 'decimal' },
  ],
  'gold.sums': [
    { name: 'day', type: 'date', partitioned: true, key: true },
    { name: 'amount', type: 'decimal' },
  ],
}

interface Column {
  readonly name: string
  readonly type: 'date' | 'string' | 'decimal' | 'long'
  readonly partitioned?: true
  readonly key?: true
  readonly minimum?: number
}

export const JOBS = {
  'silver-totals': `
    -- @output silver.totals
    -- @parameter date date
    -- @dates bronze.notes from bronze.sales by order_id
    SELECT s.day, s.order_id, CAST(SUM(s.amount) AS decimal(12, 2)) AS amount, COALESCE(MAX(n.notes), 0) AS notes
    FROM bronze.sales AS s
    LEFT JOIN (SELECT order_id, COUNT(*) AS notes FROM bronze.notes GROUP BY order_id) AS n ON n.order_id = s.order_id
    WHERE s.day = :date
    GROUP BY s.day, s.order_id`,
  // A note may be moved to another order: its newest row says whose it is.
  'silver-moved': `
    -- @output silver.totals
    -- @parameter date date
    -- @dates bronze.notes with note from bronze.sales by order_id
    SELECT s.day, s.order_id, CAST(SUM(s.amount) AS decimal(12, 2)) AS amount, COALESCE(MAX(n.notes), 0) AS notes
    FROM bronze.sales AS s
    LEFT JOIN (
      SELECT order_id, COUNT(*) AS notes
      FROM (
        SELECT order_id, ROW_NUMBER() OVER (PARTITION BY note ORDER BY noted_on DESC, order_id) AS newest FROM bronze.notes
      ) AS moves
      WHERE newest = 1
      GROUP BY order_id
    ) AS n ON n.order_id = s.order_id
    WHERE s.day = :date
    GROUP BY s.day, s.order_id`,
  'silver-balance': `
    -- @output silver.balance
    -- @parameter date date
    SELECT :date AS day, CAST(COALESCE(SUM(b.amount), 0.00) AS decimal(12, 2)) AS amount
    FROM (
      SELECT amount FROM silver.balance WHERE day = :date - INTERVAL '1' DAY
      UNION ALL
      SELECT amount FROM silver.totals WHERE day = :date
    ) AS b`,
  'gold-sums': `
    -- @output gold.sums
    -- @parameter date date
    SELECT :date AS day, CAST(COALESCE(SUM(t.amount), 0.00) AS decimal(12, 2)) AS amount
    FROM silver.totals AS t WHERE t.day <= :date`,
}

const AVRO = {
  date: { type: 'int', logicalType: 'date' },
  string: 'string',
  decimal: { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 },
  long: 'long',
} as const
const LOGICAL = { date: 'date', string: 'string', decimal: 'number', long: 'integer' } as const
const PHYSICAL = { date: 'date', string: 'string', decimal: 'decimal(12,2)', long: 'long' } as const

function documents(name: string, columns: readonly Column[]): readonly (readonly [string, object])[] {
  const [layer = '', table = ''] = name.split('.')
  const odcs = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: `${layer}-${table}`,
    name,
    version: '1.0.0',
    status: 'active',
    team: { name: 'shop' },
    schema: [
      {
        name: `${layer}_${table}`,
        physicalName: name,
        physicalType: 'table',
        logicalType: 'object',
        authoritativeDefinitions: [{ type: 'avroSchema', url: `./${name}.avsc` }],
        properties: columns.map((column) => ({
          name: column.name,
          logicalType: LOGICAL[column.type],
          physicalType: PHYSICAL[column.type],
          required: true,
          ...(column.minimum !== undefined && { logicalTypeOptions: { minimum: column.minimum } }),
        })),
      },
    ],
    customProperties: [{ property: 'compatibility', value: 'NONE' }],
  }
  const fields = columns.map((column) => ({ name: column.name, type: AVRO[column.type] }))
  const avsc = { type: 'record', name: table, namespace: `shop.${layer}`, fields }
  return [
    [`${layer}/${name}.avsc`, avsc],
    [`${layer}/${name}.odcs.yaml`, odcs],
  ]
}

const files = new Map(Object.entries(TABLES).flatMap(([name, columns]) => documents(name, columns)))

const contracts: readonly Contract[] = await requireContracts({
  folder: 'contracts',
  list: async () => [...files.keys()],
  read: async (path) => new TextEncoder().encode(JSON.stringify(files.get(path))),
})

const outputTable = (name: string): OutputTable => ({
  contract: contracts.find((one) => one.name === name)!,
  partitionBy: (TABLES[name] ?? [])
    .filter(({ partitioned }) => partitioned)
    .map((column) => ({ column: column.name, transform: { kind: 'identity' as const } })),
  primaryKey: (TABLES[name] ?? []).filter(({ key }) => key).map((column) => column.name),
})

/** A job of these texts, read against the contracts of the shop. */
export function jobOf(name: string, text: string): BatchJob {
  const { jobs, findings } = readSqlJobs([{ file: `jobs/${name}.sql`, text: text.replace(/^\n/, '') }], contracts)
  const [read] = jobs
  if (read === undefined || findings.length > 0) throw new Error(JSON.stringify(findings))
  return batchJob(read, outputTable(read.job.output.contract))
}

export type Shop = Awaited<ReturnType<typeof openShop>>

/** The shop's tables, empty, in a lake of its own. */
export async function openShop() {
  const folder = mkdtempSync(join(tmpdir(), 'dq-batch-'))
  const catalog = memoryCatalog()
  const shop = await shopIn(folder, catalog)
  const { lake } = shop.tools
  for (const name of Object.keys(TABLES)) {
    const { contract, partitionBy } = outputTable(name)
    await createTableFor(lake, contract, partitionBy, { ...AUTHOR, branch: 'main', message: `Create ${name}` })
  }
  const others: { readonly close: () => void }[] = []
  return {
    ...shop,
    /** The same lake by an engine of its own, as another process has it. */
    async again() {
      const other = await shopIn(folder, catalog)
      others.push(other)
      return other
    },
    close() {
      for (const one of [shop, ...others]) one.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function shopIn(folder: string, catalog: BranchCatalog) {
  const { lake, connection, reader, writer, change } = await openLake(folder, catalog)
  const tools = { lake, reader, writer, session: duckdbBatch(connection) }
  const append = (table: string, rows: string) =>
    change(
      table.split('.'),
      `SELECT * FROM (VALUES ${rows}) AS t (${TABLES[table]!.map(({ name }) => name).join(', ')})`,
    )
  const named = (name: keyof typeof JOBS) => jobOf(name, JOBS[name])
  return {
    tools,
    append,
    run: (job: BatchJob | keyof typeof JOBS, date: string, more: Partial<DayRequest> = {}): Promise<DayResult> =>
      runDay(tools, typeof job === 'string' ? named(job) : job, { branch: 'main', ...AUTHOR, date, ...more }),
    changed: async (name: keyof typeof JOBS) =>
      (await changedDays(tools, named(name), 'main')).changed.map(
        ({ day, because }) => `${day}: ${because.join(', ')}`,
      ),
    close: () => connection.closeSync(),
  }
}
