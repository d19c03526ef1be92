import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from '../../scripts/build-stamp.js'
import type { Bench, Contender, Work } from '../bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
if (!isBuildFresh(root)) throw new Error('dist/ is older than src/: run npm run build first')
const here = join(root, 'bench/quality')
const suite = join(here, 'suite.json')

interface Table {
  readonly rows: number
  readonly data: string
  /** A folder that goes with this process. */
  readonly work: string
}

function tableOf(rows: number): Table {
  const work = mkdtempSync(join(tmpdir(), 'dq-quality-bench-'))
  process.on('exit', () => rmSync(work, { recursive: true, force: true }))
  const data = join(work, 'orders.parquet')
  const made = spawnSync(process.execPath, [join(here, 'data.js'), String(rows), data], { stdio: 'inherit' })
  if (made.status !== 0) throw new Error('no data')
  return { rows, data, work }
}

/** Tells at its end what a Node process has cost, as gx.py does. */
const TELLS = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    process._rawDebug(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS * 1024 }))
  })
`)}`

/** A whole process, from start to verdict; `met` must be in what it prints, else it judged something else. */
function measured({ rows, work }: Table, command: string, args: readonly string[], met: string): Work {
  const start = performance.now()
  // The history of runs stays out of this repository.
  const env = { ...process.env, DQ_STATE_DIR: work }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env })
  const wallSeconds = (performance.now() - start) / 1000
  if (status !== 0 || !stdout.includes(met)) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`)
  const { cpu, rss } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
  return { items: rows, cpuSeconds: cpu, wallSeconds, maxRssBytes: rss }
}

const node = (table: Table, name: string, met: string, ...args: readonly string[]): Contender => ({
  name,
  run: () => measured(table, process.execPath, ['--import', TELLS, ...args], met),
})

/** With pyarrow beside it, which reads Parquet; installed on the first run, where there is Python 3.10 or later. */
function greatExpectations(table: Table): readonly Contender[] {
  const cache = process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq')
  const venv = join(cache, 'great-expectations-1.24.1-pyarrow-26.0.1')
  const python = join(venv, 'bin', 'python')
  if (!existsSync(join(venv, 'installed'))) {
    const packages = ['great-expectations==1.24.1', 'pyarrow==26.0.1']
    if (spawnSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' }).status !== 0) return []
    if (spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' }).status !== 0)
      return []
    writeFileSync(join(venv, 'installed'), '')
  }
  return [
    {
      name: 'Great Expectations 1.24.1 on pandas',
      run: () => measured(table, python, [join(here, 'gx.py'), suite, table.data], '10'),
    },
  ]
}

/** Ten expectations over a table of so many rows, a process each: dq, the same by hand, and Great Expectations where there is Python. */
export function tenExpectations(rows: number, name: string): Bench {
  const table = tableOf(rows)
  const { data } = table
  const dq = [join(root, 'bin/run.js'), 'quality', 'run', suite, '--data', data]
  return {
    name,
    unit: 'rows',
    contenders: [
      node(table, 'dq quality run', '10 expectations, all met', ...dq),
      node(table, 'the same by hand: three DuckDB queries', '10', join(here, 'hand.js'), data),
      ...greatExpectations(table),
    ],
  }
}
