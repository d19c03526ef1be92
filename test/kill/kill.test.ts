import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'
import { FULL, report } from '../full.ts'
import { FORMATS, type Format, writeInputs } from './inputs.ts'
import { JOBS, type Job } from './lines.ts'
import { firstDifference, outputsOf } from './outputs.ts'
import { type Ended, startDq } from './process.ts'
import { seeded } from './random.ts'

const EVENTS = FULL ? 20_000 : 4000
const EVERY = FULL ? 1500 : 500
const KILLS = FULL ? 50 : 5
/** Moments inside a run, by steps that change a file or a database. */
const STEPS = FULL ? 52 : 4
const PATIENCE = FULL ? 3_600_000 : 120_000

const root = mkdtempSync(join(tmpdir(), 'dq-kill-'))
beforeAll(() => {
  if (process.env.DQ_TEST_BIN === undefined) needsFreshBuild()
})
afterAll(() => rmSync(root, { recursive: true }))

interface Case {
  readonly args: readonly string[]
  readonly out: string
  readonly env: Record<string, string>
}

/** Inputs and a folder of one format, and what an unbroken run makes of them. */
async function prepare(job: Job, format: Format) {
  const folder = mkdtempSync(join(root, 'case-'))
  const inputs = await writeInputs(job, join(folder, 'in'), format, EVENTS)
  const caseIn = (name: string): Case => {
    const out = join(folder, name)
    const args = ['run', job, ...inputs, '--out', out]
    args.push('--out-format', format, '--checkpoint-every', String(EVERY))
    return { args, out, env: { DQ_STATE_DIR: join(folder, 'state') } }
  }
  const whole = caseIn('whole')
  const { exitCode, output, millis } = await startDq(whole.args, { cwd: repo, env: whole.env }).ended
  expect(output).toContain('events in')
  expect(exitCode).toBe(0)
  const expected = outputsOf(whole.out)
  // Every output of the job, dead letters and, where there are windows, late records among them, and the rows of the store.
  expect([...expected.keys()]).toHaveLength(job === 'fraud-enricher' ? 6 : 5)
  return { caseIn, expected, millis, format }
}

type Prepared = Awaited<ReturnType<typeof prepare>>

/** Runs to the end, each process as `start` has it; checks the result. Returns how many were killed. */
async function killed(
  { caseIn, expected, format }: Prepared,
  name: string,
  start: (one: Case, n: number) => Promise<boolean>,
) {
  const one = caseIn(name)
  let kills = 0
  while (await start(one, kills)) kills++
  expect(firstDifference(outputsOf(one.out), expected), `${format}: ${name}, killed ${kills} times`).toBeUndefined()
  rmSync(one.out, { recursive: true })
  return kills
}

for (const [n, job] of JOBS.entries()) {
  for (const [m, format] of FORMATS.entries()) {
    test(`${job}, ${format}: a run killed at random moments and started again gives the bytes of an unbroken run`, {
      timeout: PATIENCE,
    }, async () => {
      const prepared = await prepare(job, format)
      const random = seeded(20261122 + n * FORMATS.length + m)
      let kills = 0
      for (let run = 0; kills < KILLS; run++) {
        kills += await killed(prepared, `timed-${run}`, async ({ args, env }, before) => {
          const { child, ended } = startDq(args, { cwd: repo, env })
          // One in ten dies while it starts; the others anywhere in what is left of the run.
          const delay = random() * (random() < 0.1 ? 0.1 : 1) * prepared.millis
          if (before < 8) await Promise.race([sleep(delay), ended])
          else await ended
          child.kill('SIGKILL')
          return wasKilled(await ended)
        })
      }
      report(
        `kill test, ${job}, ${format}: processes killed at random moments, all runs equal to the unbroken one`,
        kills,
      )
    })
  }
}

for (const [job, format] of [
  ['fraud-enricher', 'jsonl'],
  ['inventory-aggregator', 'avro'],
] as const) {
  test(`${job}, ${format}: a run killed before or after a step that changes a file or a database does too`, {
    timeout: PATIENCE,
  }, async () => {
    const prepared = await prepare(job, format)
    const random = seeded(7)
    const counting = prepared.caseIn('counting')
    const stepsFile = join(root, `${job}.steps`)
    const env = { DQ_KILL_AT_STEP: '0', DQ_KILL_STEPS_FILE: stepsFile }
    expect(wasKilled(await startDq(counting.args, { cwd: repo, env: { ...counting.env, ...env } }).ended)).toBe(false)
    const moments = Number(readFileSync(stepsFile, 'utf8'))
    expect(moments).toBeGreaterThan(50)
    let kills = 0
    let resumed = 0
    for (let i = 0; i < STEPS; i++) {
      // Spread evenly over the run, and every fourth among the last steps: there outputs get their names.
      const spread = 1 + Math.floor(((i + random()) / STEPS) * moments)
      const moment = i % 4 === 3 ? moments - Math.floor(random() * 20) : spread
      kills += await killed(prepared, `step-${i}`, async ({ args, env }, before) => {
        const more: Record<string, string> = before === 0 ? { DQ_KILL_AT_STEP: String(moment) } : {}
        const ended = await startDq(args, { cwd: repo, env: { ...env, ...more } }).ended
        if (ended.output.includes('went on where an interrupted run had got to')) resumed++
        return wasKilled(ended)
      })
    }
    expect(kills).toBe(STEPS)
    expect(resumed).toBeGreaterThan(0)
    report(
      `kill test, ${job}, ${format}: processes killed before or after a step of a checkpoint, a write or a rename`,
      kills,
    )
  })
}

/** Throws when the process ended by itself, but not well. */
function wasKilled({ exitCode, output }: Ended): boolean {
  if (exitCode !== undefined && exitCode !== 0) throw new Error(output)
  return exitCode === undefined
}
