import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { runBatch } from '../src/cli/batch/run-batch.ts'
import { loadSettings } from '../src/cli/config.ts'
import { appendRows, applyTable } from '../src/cli/lake/write-table.ts'
import { sqlJobNamed, sqlPlan } from '../src/cli/sql/plan.ts'
import { openLake } from '../src/cli/wiring/lake.ts'
import { scanTable } from '../src/lake/scan/scan.ts'
import { loadTable } from '../src/lake/table/table.ts'
import type { Bench } from './bench.ts'
import { DAY, makeOrders } from './ledger/orders.ts'

const count = Number(process.env.DQ_BENCH_ROWS ?? 1_000_000)
const JOB = 'silver-finance-ledger'
const work = mkdtempSync(join(tmpdir(), 'dq-ledger-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const settings = loadSettings(
  {},
  { env: { ...process.env, DQ_STATE_DIR: join(work, 'state') }, cwd: () => process.cwd() },
)
const orders = await makeOrders(count, work)
await applyTable(settings, 'silver.finance_ledger', 'main')
for (const [name, file] of orders) {
  await applyTable(settings, name, 'main')
  await appendRows(settings, name, [file], 'main')
}
const lake = await openLake(settings)
const sql = sqlPlan(await sqlJobNamed(settings, JOB), 'duckdb', [`date=${DAY}`])

let runs = 0

/** Each run on a branch of its own, whose ledger is empty. */
async function byDq(): Promise<number> {
  const branch = `run-${++runs}`
  const { hash } = (await lake.catalog.reference('main'))!
  await lake.catalog.createReference({ kind: 'branch', name: branch, hash })
  const { days } = await runBatch(settings, JOB, { date: DAY, branch, suite: false }, () => undefined)
  const [day] = days
  if (day?.kind !== 'made' || day.rows !== BigInt(count)) throw new Error(`the ledger has not ${count} rows`)
  return count
}

/** The same SQL over the same files, written as Parquet by the same partitions: no contract, no key, no table. */
async function byDuckdb(options: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run('CREATE SCHEMA bronze')
  for (const name of orders.keys()) {
    const { files } = await scanTable(lake, (await loadTable(lake, 'main', name.split('.'))).metadata)
    const paths = files.map(({ file }) => `'${file.path.replace('file://', '')}'`)
    await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${paths.join(', ')}])`)
  }
  const out = join(work, `bare-${++runs}`)
  await connection.run(`COPY (${sql}) TO '${out}' (FORMAT parquet, COMPRESSION zstd${options})`)
  connection.closeSync()
  rmSync(out, { recursive: true, force: true })
  return count
}

export default {
  name: `the ledger of a day of ${count.toLocaleString('en')} orders`,
  unit: 'orders',
  contenders: [
    { name: 'dq run: contract, key and day checked, committed to the lake', run: byDq },
    {
      name: 'the same SQL in bare DuckDB, to Parquet by day and region',
      run: () => byDuckdb(', PARTITION_BY (ledger_date, region), OVERWRITE_OR_IGNORE true'),
    },
  ],
} satisfies Bench
