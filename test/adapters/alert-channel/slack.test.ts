import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { slackChannel } from '../../../src/adapters/alert-channel/slack.ts'
import { DqError } from '../../../src/kernel/errors.ts'
import type { Alert } from '../../../src/quality/alerts/alert.ts'

const alert: Alert = {
  kind: 'problems',
  at: 0,
  table: 'silver.ledger',
  suite: 'silver.ledger',
  environment: null,
  problems: [{ key: 'k', severity: 'critical', words: 'order_id is never null', found: '1 of 5', share: 0.2 }],
  expectations: 3,
}

const TOKEN = 'T000/B000/verysecrettoken'
type Answer = (response: ServerResponse) => void
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A real server, which gives the answers in turn and then the last again. */
async function webhook(...answers: readonly Answer[]) {
  const bodies: string[] = []
  const times: number[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    times.push(performance.now())
    bodies.push(body)
    ;(answers[bodies.length - 1] ?? answers.at(-1))?.(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: () => `http://127.0.0.1:${port}/services/${TOKEN}`, bodies, times }
}

const says =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body)
  }
const ok = says(200, 'ok')
const slow: Answer = (response) => setTimeout(() => ok(response), 300)
const hangs: Answer = () => {}
const halfAnAnswer: Answer = (response) => response.writeHead(200, { 'content-length': '100' }).write('o')
const cuts: Answer = (response) => response.destroy()

const QUICK = { backOffMs: 20, timeoutMs: 1000, longestWaitMs: 1500 }

// biome-ignore format: one row a case
const cases: [what: string, answers: Answer[], options: object, delivery: object, calls: number][] = [
  ['taken',                                  [ok],                             {},                  { kind: 'delivered' }, 1],
  ['slow, but in time',                      [slow],                           {},                  { kind: 'delivered' }, 1],
  ['too slow once',                          [hangs, ok],                      { timeoutMs: 100 },  { kind: 'delivered' }, 2],
  ['hangs',                                  [hangs],                          { timeoutMs: 100 },  { kind: 'failed', reason: 'no answer in 0.1 s (3 attempts)' }, 3],
  ['begins an answer and hangs',             [halfAnAnswer],                   { timeoutMs: 100 },  { kind: 'failed', reason: 'no answer in 0.1 s (3 attempts)' }, 3],
  ['broken for a moment',                    [says(500), says(503), ok],       {},                  { kind: 'delivered' }, 3],
  ['broken',                                 [says(500)],                      {},                  { kind: 'failed', reason: 'HTTP 500 (3 attempts)' }, 3],
  ['cuts the connection',                    [cuts],                           {},                  { kind: 'failed', reason: 'UND_ERR_SOCKET (3 attempts)' }, 3],
  ['a webhook that was revoked',             [says(404, 'no_service')],        {},                  { kind: 'failed', reason: 'HTTP 404 no_service' }, 1],
  ['a redirect elsewhere is not followed',   [says(302, '', { location: 'http://127.0.0.1:9/' })], {}, { kind: 'failed', reason: 'it cannot be reached (3 attempts)' }, 3],
  ['too many messages: waits as long as it is told', [says(429, '', { 'retry-after': '1' }), ok], {}, { kind: 'delivered' }, 2],
]

test.for(cases)('%s', async ([, answers, options, delivery, calls]) => {
  const { url, bodies } = await webhook(...answers)
  expect(await slackChannel({ url, ...QUICK, ...options }).deliver(alert)).toEqual(delivery)
  expect(bodies.length).toBe(calls)
  for (const body of bodies) expect(JSON.parse(body).blocks[0].type).toBe('header')
})

test('Retry-After is kept to; longer than a run should wait, the alert is for later', async () => {
  const patient = await webhook(says(429, '', { 'retry-after': '1' }), ok)
  await slackChannel({ url: patient.url, ...QUICK }).deliver(alert)
  expect(patient.times[1]! - patient.times[0]!).toBeGreaterThan(950)
  const busy = await webhook(says(429, '', { 'retry-after': '3600' }))
  const before = Date.now()
  const delivery = await slackChannel({ url: busy.url, ...QUICK }).deliver(alert)
  expect(delivery).toMatchObject({ kind: 'failed', reason: 'HTTP 429 (1 attempt)' })
  const { notBefore = 0 } = delivery as { notBefore?: number }
  expect(notBefore - before).toBeGreaterThan(3_599_000)
  expect(busy.bodies.length).toBe(1)
})

test('refused connections are tried again, and never name the address', async () => {
  const { url } = await webhook(ok)
  for (const close of closing.splice(0)) close()
  const delivery = await slackChannel({ url, ...QUICK }).deliver(alert)
  expect(delivery).toEqual({ kind: 'failed', reason: 'ECONNREFUSED (3 attempts)' })
})

// biome-ignore format: one row a case
const addresses: [what: string, url: () => string, reason: string][] = [
  ['a secret that is not set',      () => { throw new DqError('the secret $X is not set') }, 'the secret $X is not set'],
  ['plain HTTP to another machine', () => `http://hooks.slack.com/services/${TOKEN}`,              'the webhook must be an https:// URL'],
  ['no URL',                        () => TOKEN,                                                   'the webhook is no URL'],
]

test.for(addresses)('%s fails without an attempt and without the secret', async ([, url, reason]) => {
  const delivery = await slackChannel({ url, ...QUICK }).deliver(alert)
  expect(delivery).toEqual({ kind: 'failed', reason })
  expect(JSON.stringify(delivery)).not.toContain('verysecret')
})
