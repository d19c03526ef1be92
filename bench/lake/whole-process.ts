import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contender } from '../bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Tells at its end what a process has cost. */
const TELLS = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    process._rawDebug(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS * 1024 }))
  })
`)}`

/** A script of this folder as a process, from start to end, which must say that it wrote every row. */
export const wholeProcess = (name: string, script: string, file: string, work: string, rows: number): Contender => ({
  name,
  run() {
    const start = performance.now()
    const args = ['--import', TELLS, join(import.meta.dirname, script), file, join(work, `${script}-${rows}`)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    const wallSeconds = (performance.now() - start) / 1000
    if (status !== 0 || Number(stdout) !== rows) throw new Error(`${script} ended with ${status}: ${stdout}${stderr}`)
    const { cpu, rss } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
    return { items: rows, cpuSeconds: cpu, wallSeconds, maxRssBytes: rss }
  },
})

/** Events as JSON Lines. */
export function makeEvents(rows: number, work: string): string {
  const file = join(work, `events-${rows}.jsonl`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'data.ts'), String(rows), file], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('no data')
  return file
}
