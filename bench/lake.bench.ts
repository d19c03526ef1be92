import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../src/cli/config.ts'
import type { Bench } from './bench.ts'
import { sparkContenders } from './lake/spark.ts'
import { dqAppend, makeEvents, wholeProcess } from './lake/whole-process.ts'

const rows = Number(process.env.DQ_BENCH_ROWS ?? 1_000_000)
const work = mkdtempSync(join(tmpdir(), 'dq-lake-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const events = makeEvents(rows, work)

const spark = await sparkContenders(loadSettings({}).cacheDir, events, join(work, 'spark')).catch((error: unknown) => {
  console.log(`without PySpark: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
  return undefined
})

export default {
  name: `${rows.toLocaleString('en')} events of 16 fields, JSON Lines to 12 partitions`,
  unit: 'rows',
  contenders: [
    dqAppend('dq table apply and append: contract checked, Iceberg, catalog', events, work, rows),
    wholeProcess('DuckDB COPY alone, a process: no contract, no table', 'bare.ts', events, work, rows),
    wholeProcess('DuckDB COPY and manifests, a process: no contract', 'manifests.ts', events, work, rows),
    ...(spark?.contenders ?? []),
  ],
  close: async () => spark?.close(),
} satisfies Bench
