import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Contender } from './bench.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const here = join(root, 'bench/lake')
const rows = Number(process.env.DQ_BENCH_ROWS ?? 1_000_000)
const work = mkdtempSync(join(tmpdir(), 'dq-lake-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const events = join(work, 'events.jsonl')

/** Tells at its end what a process has cost. */
const TELLS = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    process._rawDebug(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS * 1024 }))
  })
`)}`

/** A whole process, from start to end, which must say that it wrote every row. */
const node = (name: string, script: string): Contender => ({
  name,
  run() {
    const start = performance.now()
    const args = ['--import', TELLS, join(here, script), events, join(work, script)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    const wallSeconds = (performance.now() - start) / 1000
    if (status !== 0 || Number(stdout) !== rows) throw new Error(`${script} ended with ${status}: ${stdout}${stderr}`)
    const { cpu, rss } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
    return { items: rows, cpuSeconds: cpu, wallSeconds, maxRssBytes: rss }
  },
})

if (spawnSync(process.execPath, [join(here, 'data.ts'), String(rows), events], { stdio: 'inherit' }).status !== 0)
  throw new Error('no data')

export default {
  name: `${rows.toLocaleString('en')} events of 16 fields, JSON Lines to 12 partitions, a process each`,
  unit: 'rows',
  contenders: [
    node('dq: contract checked, Iceberg, catalog', 'ours.ts'),
    node('DuckDB COPY alone: no contract, no table', 'bare.ts'),
  ],
} satisfies Bench
