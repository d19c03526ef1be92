import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openFileSource } from '../../../src/adapters/event-source/files.ts'
import { loadSettings } from '../../../src/cli/config.ts'
import { loadJob } from '../../../src/cli/load-job.ts'
import { embeddedTasks } from '../../../src/pipelines/engines/embedded/tasks.ts'
import { type JobRun, jobRun, type RunOutput } from '../../../src/pipelines/harness/run.ts'
import { runCodecs } from '../../../src/pipelines/harness/run-codecs.ts'
import type { ResolvedJob } from '../../../src/pipelines/job/resolved.ts'
import type { SourceEvent, UnreadableEvent } from '../../../src/pipelines/ports.ts'
import { repo } from '../../built.ts'
import { seeded } from '../../kill/random.ts'

/*
 * A checkpoint after nearly every event, and mostly another run that goes on from nothing but what was kept: the same outputs, rows and
 * counts as of one run, for every fixture.
 */
const cases = globSync('fixtures/{fraud-enricher,inventory-aggregator}/*/input', { cwd: repo })
  .map((input) => ({
    folder: join(repo, input),
    name: basename(dirname(input)),
    job: basename(dirname(dirname(input))),
  }))
  .sort((a, b) => (a.folder < b.folder ? -1 : 1))

const jobs = new Map<string, ResolvedJob>()
beforeAll(async () => {
  const settings = loadSettings({}, { env: {}, cwd: () => repo })
  for (const { job } of cases) if (!jobs.has(job)) jobs.set(job, (await loadJob(job, settings)).job)
})

async function eventsOf(folder: string) {
  const files = globSync('*.jsonl*', { cwd: folder }).map((file) => ({
    topic: file.replace(/\.jsonl(\.gz)?$/, ''),
    path: join(folder, file),
  }))
  const source = await openFileSource(files)
  const events: (SourceEvent | UnreadableEvent)[] = []
  for await (const batch of source.read()) events.push(...batch)
  return { source, events }
}

test.for(cases)('$job, $name', async ({ job: name, folder }) => {
  const job = jobs.get(name)!
  const { source, events } = await eventsOf(folder)
  const [tasks, codecs] = [embeddedTasks(job, { isKept: true }), runCodecs(job)]
  const begin = (): JobRun => jobRun(job, tasks, codecs, source)
  const whole = begin()
  const expected: RunOutput[] = [whole.process(events), whole.finish()]

  const kept = new Map<string, { task: number; key: string; bytes: Uint8Array }>()
  const random = seeded(1)
  let run = begin()
  const outputs: RunOutput[] = []
  for (let at = 0; at < events.length; ) {
    // Mostly one event; now and then more, so that several windows change between two checkpoints.
    const size = random() < 0.8 ? 1 : 1 + Math.floor(random() * 20)
    outputs.push(run.process(events.slice(at, at + size)))
    at += size
    const saved = JSON.stringify(run.save())
    for (const { task, key, bytes } of run.changes()) {
      if (bytes === undefined) expect(kept.delete(`${task} ${key}`), 'what is deleted was kept').toBe(true)
      else kept.set(`${task} ${key}`, { task, key, bytes })
    }
    // Now and then the run itself goes on: what it changes again must be kept again.
    if (random() < 0.4) continue
    run = begin()
    run.restore(JSON.parse(saved), (task) => [...kept.values()].filter((entry) => entry.task === task))
  }
  outputs.push(run.finish())
  expect(outputs.flatMap((output) => output.events)).toEqual(expected.flatMap((output) => output.events))
  expect(rowsOf(outputs)).toEqual(rowsOf(expected))
  expect(run.counts).toEqual(whole.counts)
  const leftOver = [...run.changes()].filter(({ bytes }) => bytes === undefined).length
  if (job.kind === 'windowed') expect(leftOver, 'a finished run keeps no window').toBe(kept.size)
})

const rowsOf = (outputs: readonly RunOutput[]) =>
  outputs.flatMap(({ rows }) => rows.map(({ value, ...row }) => ({ ...row, value: value() })))
