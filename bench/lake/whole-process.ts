import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contender } from '../bench.ts'
import { ranAs } from '../contract-check/usage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `dq table apply` and `dq table append` as users run them: two processes with all they start, git too. */
export const dqAppend = (name: string, file: string, work: string, rows: number): Contender => ({
  name,
  async run() {
    const state = join(work, `dq-${rows}`)
    const table = 'bronze.inventory_events'
    const dq = (...args: string[]) =>
      ranAs(['env', `DQ_STATE_DIR=${state}`, process.execPath, join(root, 'bin/run.js'), 'table', ...args], root)
    const made = await dq('apply', table)
    const done = await dq('append', table, file)
    rmSync(state, { recursive: true, force: true })
    if (made.status !== 0 || !done.output.startsWith(`${rows} rows in `))
      throw new Error(`dq table append ended with ${done.status}: ${made.output}${done.output}`)
    return {
      items: rows,
      cpuSeconds: made.cpuSeconds + done.cpuSeconds,
      wallSeconds: made.wallSeconds + done.wallSeconds,
      maxRssBytes: done.maxRssBytes,
    }
  },
})

/** A script of this folder as a process, from start to end, which must say that it wrote every row. */
export const wholeProcess = (name: string, script: string, file: string, work: string, rows: number): Contender => ({
  name,
  async run() {
    const folder = join(work, `${script}-${rows}`)
    mkdirSync(folder, { recursive: true })
    const { status, output, ...usage } = await ranAs(
      [process.execPath, join(import.meta.dirname, script), file, folder],
      root,
    )
    if (status !== 0 || Number(output) !== rows) throw new Error(`${script} ended with ${status}: ${output}`)
    return { items: rows, ...usage }
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
