import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { slackBot, slackWebhook } from '../../../src/adapters/promotion-chat/slack.ts'

interface Seen {
  readonly path: string
  readonly auth: string | undefined
  readonly body: { readonly text?: string; readonly ts?: string; readonly channel?: string }
}

/** A Slack of our own, which answers as docs.slack.dev says `chat.postMessage` and `chat.update` do. */
async function slack(answer: (seen: Seen) => { readonly status?: number; readonly text: string }) {
  const seen: Seen[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const one = {
      path: request.url ?? '',
      auth: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()) as Seen['body'],
    }
    seen.push(one)
    const { status = 200, text } = answer(one)
    response.writeHead(status).end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { seen, api: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const ok = (ts: string) => ({ text: JSON.stringify({ ok: true, channel: 'C1', ts }) })

test('a bot posts a message, and changes that very message', async () => {
  const { seen, api } = await slack(() => ok('1700000000.000100'))
  const bot = slackBot({ token: () => 'xoxb-secret', channel: 'C1', api })
  const posted = await bot.post('begins')
  expect(posted).toEqual({ kind: 'posted', id: '1700000000.000100' })
  expect(await bot.change('1700000000.000100', 'done')).toMatchObject({ kind: 'posted' })
  expect(seen).toMatchObject([
    { path: '/chat.postMessage', auth: 'Bearer xoxb-secret', body: { channel: 'C1', text: 'begins' } },
    { path: '/chat.update', body: { channel: 'C1', text: 'done', ts: '1700000000.000100' } },
  ])
})

// biome-ignore format: one row a case
const FAILURES: [what: string, answer: { status?: number; text: string }, reason: string][] = [
  ['a wrong token',    { text: '{"ok":false,"error":"invalid_auth"}' }, 'invalid_auth'],
  ['a server in trouble', { status: 503, text: 'no' },                  'HTTP 503'],
  ['something else',   { text: '<html>' },                              'what answers is no Slack'],
]

test.for(FAILURES)('%s is a reason, and never a throw', async ([, answer, reason]) => {
  const { api } = await slack(() => answer)
  expect(await slackBot({ token: () => 'x', channel: 'C1', api }).post('a')).toEqual({ kind: 'failed', reason })
})

test('Slack that is down, or slow, is a reason that does not name the token', async () => {
  const down = slackBot({ token: () => 'xoxb-secret', channel: 'C1', api: 'http://127.0.0.1:9' })
  expect(JSON.stringify(await down.post('a'))).not.toContain('xoxb')
  const server = createServer(() => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const slow = await slackBot({ token: () => 'x', channel: 'C1', api, timeoutMs: 50 }).post('a')
  expect(slow).toEqual({ kind: 'failed', reason: 'no answer in 0.05 s' })
})

test('a webhook posts, and changes nothing', async () => {
  const { seen, api } = await slack(() => ({ text: 'ok' }))
  const hook = slackWebhook({ url: () => `${api}/hook` })
  expect(hook.canChange).toBe(false)
  expect(await hook.post('done')).toEqual({ kind: 'posted' })
  expect(seen.map(({ path, body }) => [path, body.text])).toEqual([['/hook', 'done']])
})
