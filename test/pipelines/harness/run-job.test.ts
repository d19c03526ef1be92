import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openJsonlSink } from '../../../src/adapters/event-sink/jsonl.ts'
import { openSqliteStore } from '../../../src/adapters/keyed-store/sqlite.ts'
import type { JobRun } from '../../../src/pipelines/harness/run.ts'
import { runJob } from '../../../src/pipelines/harness/run-job.ts'
import type { EventSource, OutEvent } from '../../../src/pipelines/ports.ts'

const root = mkdtempSync(join(tmpdir(), 'dq-run-job-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const DESCRIPTORS = '/proc/self/fd'
const openBelow = (folder: string): readonly string[] =>
  readdirSync(DESCRIPTORS).flatMap((descriptor) => {
    try {
      const path = readlinkSync(join(DESCRIPTORS, descriptor))
      return path.startsWith(folder) ? [path] : []
    } catch {
      return []
    }
  })

const written: OutEvent = { topic: 'a', partition: 0, arrival: 0, key: null, value: '{}' }
const source: EventSource = {
  async *read() {
    yield []
    throw new Error('the disk is gone')
  },
  position: () => ({}),
  rawValue: () => new Uint8Array(),
  progress: () => ({ read: 0, total: undefined }),
  close: async () => {},
}
// Only what runJob asks for before the source fails.
const run = { process: () => ({ events: [written], rows: [] }), exceeded: false } as unknown as JobRun

test.runIf(existsSync(DESCRIPTORS))('a run that fails closes its files, and gives none of them its name', async () => {
  const sink = await openJsonlSink(root)
  const store = openSqliteStore(join(root, 'features.sqlite'))
  expect(openBelow(root).length).toBeGreaterThan(0)
  await expect(runJob(run, { source, sink, store })).rejects.toThrow('the disk is gone')
  expect(openBelow(root)).toEqual([])
  expect(readdirSync(root).sort()).toEqual(['a.jsonl.part', 'features.sqlite'])
})
