import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench } from './bench.ts'
import { makeChanges, TOPIC } from './bronze/make-events.ts'
import { ranAs } from './contract-check/usage.ts'

const count = Number(process.env.DQ_BENCH_ROWS ?? 200_000)
const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'dq-bronze-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const file = await makeChanges(count, work)

export default {
  name: `${count.toLocaleString('en')} change events of Debezium, JSON Lines with base64 decimals, into 3 partitions`,
  unit: 'events',
  contenders: [
    {
      name: 'dq run bronze-ingest, a process: contracts, quarantine, Iceberg, catalog',
      async run() {
        const state = join(work, 'state')
        const args = ['run', 'bronze-ingest', '--input', `${TOPIC}=${file}`, '--format', 'json']
        const done = await ranAs(
          ['env', `DQ_STATE_DIR=${state}`, process.execPath, join(root, 'bin/run.js'), ...args],
          root,
        )
        rmSync(state, { recursive: true, force: true })
        if (done.status !== 0 || !done.output.includes('"untied": 0')) throw new Error(done.output)
        return { items: count, ...done }
      },
    },
    {
      name: 'DuckDB COPY alone, a process: no contract, no table, decimals as they come',
      async run() {
        const folder = join(work, 'bare')
        mkdirSync(folder, { recursive: true })
        const done = await ranAs([process.execPath, join(root, 'bench/bronze/bare.ts'), file, folder], root)
        rmSync(folder, { recursive: true, force: true })
        if (done.status !== 0 || !(Number(done.output) > count * 0.8)) throw new Error(done.output)
        return { items: count, ...done }
      },
    },
  ],
} satisfies Bench
