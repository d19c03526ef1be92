import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'
import { FULL, report } from '../full.ts'
import { FORMATS, type Format, writeInputs } from './inputs.ts'
import { firstDifference, outputsOf } from './outputs.ts'
import { startDq } from './process.ts'
import { seeded } from './random.ts'

const EVENTS = FULL ? 20_000 : 4000
const EVERY = FULL ? 1500 : 500
const KILLS = FULL ? 50 : 5
/** Moments inside a run, by steps that change a file or a database. */
const STEPS = FULL ? 50 : 5

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
async function prepare(format: Format) {
  const folder = join(root, format)
  const inputs = await writeInputs(join(folder, 'in'), format, EVENTS)
  const caseIn = (name: string): Case => {
    const out = join(folder, name)
    const args = ['run', 'fraud-enricher', ...inputs, '--out', out]
    args.push('--out-format', format, '--checkpoint-every', String(EVERY))
    return { args, out, env: { DQ_STATE_DIR: join(folder, 'state') } }
  }
  const whole = caseIn('whole')
  const { exitCode, output, millis } = await startDq(whole.args, { cwd: repo, env: whole.env }).ended
  expect(output).toContain('events in')
  expect(exitCode).toBe(0)
  const expected = outputsOf(whole.out)
  expect([...expected.keys()]).toHaveLength(6)
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

for (const format of FORMATS) {
  test(
    `${format}: a run killed at random moments and started again gives the bytes of an unbroken run`,
    async () => {
      const prepared = await prepare(format)
      const random = seeded(20261122 + FORMATS.indexOf(format))
      let kills = 0
      for (let run = 0; kills < KILLS; run++) {
        kills += await killed(prepared, `timed-${run}`, async ({ args, env }, n) => {
          const { child, ended } = startDq(args, { cwd: repo, env })
          // One in ten dies while it starts; the others anywhere in what is left of the run.
          const delay = random() * (random() < 0.1 ? 0.1 : 1) * prepared.millis
          if (n < 8) await Promise.race([sleep(delay), ended])
          else await ended
          child.kill('SIGKILL')
          const { exitCode, output } = await ended
          if (exitCode !== undefined && exitCode !== 0) throw new Error(output)
          return exitCode === undefined
        })
      }
      report(`kill test, ${format}: processes killed at random moments, all runs equal to the unbroken one`, kills)
    },
    FULL ? 3_600_000 : 120_000,
  )
}

for (const format of ['jsonl', 'avro'] as const) {
  test(
    `${format}: a run killed before or after a step that changes a file or a database does too`,
    async () => {
      const prepared = await prepare(format)
      const random = seeded(7 + FORMATS.indexOf(format))
      const counting = prepared.caseIn('counting')
      const stepsFile = join(root, `${format}.steps`)
      const env = { DQ_KILL_AT_STEP: '0', DQ_KILL_STEPS_FILE: stepsFile }
      expect((await startDq(counting.args, { cwd: repo, env: { ...counting.env, ...env } }).ended).exitCode).toBe(0)
      const moments = Number(readFileSync(stepsFile, 'utf8'))
      expect(moments).toBeGreaterThan(50)
      let kills = 0
      for (let i = 0; i < STEPS; i++) {
        // Spread over the run, the last steps among them: there outputs get their names.
        const moment = i % 5 === 4 ? moments - Math.floor(random() * 20) : 1 + Math.floor(random() * moments)
        kills += await killed(prepared, `step-${i}`, async ({ args, env }, n) => {
          const more: Record<string, string> = n === 0 ? { DQ_KILL_AT_STEP: String(moment) } : {}
          const { exitCode, output } = await startDq(args, { cwd: repo, env: { ...env, ...more } }).ended
          if (exitCode !== undefined && exitCode !== 0) throw new Error(output)
          return exitCode === undefined
        })
      }
      expect(kills).toBe(STEPS)
      report(
        `kill test, ${format}: processes killed before or after a step of a checkpoint, a write or a rename`,
        kills,
      )
    },
    FULL ? 3_600_000 : 120_000,
  )
}
