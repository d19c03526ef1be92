import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { announce } from '../../../src/cli/promote/announce.ts'
import type { Outcome } from '../../../src/cli/promote/outcome.ts'
import { keep, tellWaiting } from '../../../src/cli/promote/spool.ts'
import type { Chat } from '../../../src/lake/promote/chat.ts'
import { tempFolder } from '../../git-repo.ts'

const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  kind: 'promotion',
  result: 'refused',
  from: { branch: 'staging', hash: 'a' },
  to: { branch: 'prod', hash: 'b' },
  base: null,
  tag: null,
  who: 'Ana',
  policy: '',
  conflicts: [],
  samples: [],
  gates: [{ gate: 'expectations', verdict: 'fail', looked: '', reasons: ['amount is <!channel> & more'], notes: [] }],
  gatesLeft: [],
  verdicts: [],
  refusals: ['the gate expectations does not pass'],
  warnings: [],
  ...more,
})

/** A chat that is up or down as it is told. */
function chat(canChange: boolean) {
  const said: string[] = []
  const state = { isUp: true }
  const say = (what: string) => {
    if (!state.isUp) return { kind: 'failed' as const, reason: 'ECONNREFUSED' }
    said.push(what)
    return { kind: 'posted' as const, id: `m${said.length}` }
  }
  const one: Chat = {
    canChange,
    post: async (text) => say(`post ${text}`),
    change: async (id, text) => say(`change ${id} ${text}`),
  }
  return { said, state, open: async () => one }
}

const settingsIn = (folder: string) => loadSettings({}, { env: { DQ_STATE_DIR: folder }, cwd: () => folder })

test('one message a promotion: it begins, and becomes its result with the reasons, as plain text', async () => {
  const { said, open } = chat(true)
  const message = await announce(settingsIn(tempFolder()), 'promotion of staging into prod', open)
  expect(await message.end(outcome())).toEqual([])
  expect(said).toEqual([
    'post :hourglass_flowing_sand: promotion of staging into prod',
    'change m1 :no_entry: promote staging → prod by Ana\nrefused: the gate expectations does not pass\nexpectations: amount is &lt;!channel&gt; &amp; more',
  ])
})

test('where messages cannot be changed there is one, at the end', async () => {
  const { said, open } = chat(false)
  const message = await announce(settingsIn(tempFolder()), 'promotion', open)
  await message.end(outcome({ result: 'promoted', refusals: [], gates: [], hash: 'c'.repeat(40) }))
  expect(said).toEqual([
    'post :white_check_mark: promote staging → prod by Ana\npromoted: prod has 0 tables of staging, in cccccccccccc',
  ])
})

test('a chat that is down keeps nobody waiting: the next promotion tells what was kept, in its order, once', async () => {
  const folder = tempFolder()
  const { said, state, open } = chat(true)
  const first = await announce(settingsIn(folder), 'first', open)
  state.isUp = false
  expect(await first.end(outcome())).toEqual([
    'Slack was not told (ECONNREFUSED): the message is kept, and sent with the next promotion',
  ])
  const second = await announce(settingsIn(folder), 'second', open)
  await second.end({ failed: 'the catalog is down' })
  state.isUp = true
  said.length = 0
  await (await announce(settingsIn(folder), 'third', open)).end(outcome())
  expect(said.map((text) => text.split('\n')[0])).toEqual([
    'change m1 :no_entry: promote staging → prod by Ana',
    'post second ended without a result: the catalog is down',
    'post :hourglass_flowing_sand: third',
    'change m3 :no_entry: promote staging → prod by Ana',
  ])
  said.length = 0
  await announce(settingsIn(folder), 'fourth', open)
  expect(said).toEqual(['post :hourglass_flowing_sand: fourth'])
})

test('messages kept within one millisecond are told in their order', async () => {
  const [folder, { said, open }] = [tempFolder(), chat(true)]
  const texts = Array.from({ length: 50 }, (_, i) => `message ${i}`)
  for (const text of texts) keep(folder, { text })
  await tellWaiting(folder, await open())
  expect(said).toEqual(texts.map((text) => `post ${text}`))
})

test('without anything in dq.yaml nothing is told', async () => {
  expect(await (await announce(settingsIn(tempFolder()), 'x', async () => undefined)).end(outcome())).toEqual([])
})
