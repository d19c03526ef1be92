import { expect, test } from 'vitest'
import { changelogRecords, readChangelog } from '../../../src/pipelines/live/changelog.ts'
import type { LogRecord, OutRecord } from '../../../src/pipelines/live/ports.ts'

const identity = { job: 'a-job', declaration: 'one' }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The records as the log gives them back. */
async function* logOf(...transactions: readonly (readonly OutRecord[])[]): AsyncGenerator<readonly LogRecord[]> {
  let offset = 0
  for (const records of transactions)
    yield records.map(({ key, value }) => ({
      offset: offset++,
      timestamp: 0,
      key: key === null ? null : bytes(String(key)),
      value: typeof value === 'string' ? bytes(value) : value,
    }))
}
const written = (run: number, ...changes: readonly [key: string, text: string | undefined][]) =>
  changelogRecords(
    'state',
    0,
    identity,
    { clock: run },
    changes.map(([key, text]) => ({ key, bytes: text === undefined ? undefined : bytes(text) })),
  )

test('a task goes on from the last put of each key; what was deleted is gone', async () => {
  const log = logOf(written(1, ['a', 'a1'], ['b', 'b1']), written(2, ['a', 'a2'], ['b', undefined], ['run', 'r']))
  const saved = await readChangelog('state', log, identity)
  expect(saved?.run).toEqual({ clock: 2 })
  expect(saved?.entries.map(({ key, bytes }) => [key, new TextDecoder().decode(bytes)])).toEqual([
    ['a', 'a2'],
    ['run', 'r'],
  ])
})

test('a task that has never committed has nothing to go on from', async () => {
  expect(await readChangelog('state', logOf(), identity)).toBeUndefined()
})

test('the state of a job that was declared otherwise is refused, with the way out', async () => {
  const read = readChangelog('dq.a-job-state', logOf(written(1)), { ...identity, declaration: 'two' })
  await expect(read).rejects.toMatchObject({
    message: 'the state in dq.a-job-state is of another declaration',
    hint: expect.stringContaining('--group'),
  })
})

test('state that is on its way to the place of a group is gone on with only to there', async () => {
  const on = (takesOver?: string) => changelogRecords('state', 0, identity, { clock: 1 }, [], takesOver)
  await expect(readChangelog('state', logOf(on('dq.a-job')), identity)).rejects.toMatchObject({
    message: 'the state in state has not come to where dq.a-job stands',
    hint: expect.stringContaining('--take-over'),
  })
  expect((await readChangelog('state', logOf(on('dq.a-job')), identity, 'dq.a-job'))?.run).toEqual({ clock: 1 })
  // There, it is state like any other.
  expect((await readChangelog('state', logOf(on('dq.a-job'), on()), identity))?.run).toEqual({ clock: 1 })
  expect((await readChangelog('state', logOf(on()), identity, 'dq.a-job'))?.run).toEqual({ clock: 1 })
})
