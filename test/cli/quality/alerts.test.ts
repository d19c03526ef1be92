import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { judge } from '../../../src/cli/quality/judge.ts'
import { redact } from '../../../src/cli/secrets.ts'
import { type Scratch, scratchRepo } from './scratch.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const DQ_YAML = `alerts:
  channels:
    finance: {kind: slack, webhook: '\${file:webhook.txt}'}
    record: {kind: file, path: told/alerts.jsonl}
  routes:
    - {tables: ['bronze.*'], to: [finance]}
    - {least: warning, to: [record], repeat_after: '0'}
`

function repoWith(dqYaml = DQ_YAML): Scratch {
  const repo = scratchRepo(dqYaml)
  closing.push(() => repo.remove())
  repo.write('good.csv', 'payment_id,order_id,payment_value\na,o1,1.00\n')
  repo.write('bad.csv', 'payment_id,order_id,payment_value\na,,1.00\n')
  return repo
}

/** A webhook that answers with `status`, which the test may change. */
async function webhook(repo: Scratch) {
  const state = { status: 200, titles: [] as string[] }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (state.status === 200) state.titles.push(JSON.parse(body).text)
    response.writeHead(state.status).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  writeFileSync(join(repo.folder, 'webhook.txt'), `http://127.0.0.1:${port}/services/T0/B0/verysecrettoken\n`)
  return state
}

const run = (repo: Scratch, data: string) =>
  judge(repo.settings(), { name: 'bronze.payments', rows: { kind: 'files', data: join(repo.folder, data) } })

const NOT_MET = 'bronze.payments: 1 of 3 expectations is not met'

test('who is named in dq.yaml is told once, and told when what was told is mended', async () => {
  const repo = repoWith()
  const { titles } = await webhook(repo)
  for (const data of ['good.csv', 'bad.csv', 'bad.csv', 'good.csv', 'good.csv'])
    expect((await run(repo, data)).warnings).toEqual([])
  expect(titles).toEqual([NOT_MET, 'bronze.payments: what was told is mended'])
  const lines = readFileSync(join(repo.folder, 'told/alerts.jsonl'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['problems', 'problems', 'recovered'])
  expect(JSON.parse(lines[0]!)).toMatchObject({
    table: 'bronze.payments',
    problems: [{ severity: 'critical', words: 'order_id is never null', found: '1 of 1', share: 1 }],
  })
})

test('a webhook that is down loses neither the result nor the alert, which is sent with the next run', async () => {
  const repo = repoWith()
  const state = await webhook(repo)
  state.status = 500
  const { result, warnings } = await run(repo, 'bad.csv')
  expect(result.statistics.unsuccessful_expectations).toBe(1)
  expect(warnings).toEqual([
    'alert channel finance (slack): HTTP 500 (3 attempts)',
    '1 alert is kept, and sent with the next run',
  ])
  expect(state.titles).toEqual([])
  state.status = 200
  expect((await run(repo, 'good.csv')).warnings).toEqual([])
  expect(state.titles).toEqual([NOT_MET, 'bronze.payments: what was told is mended'])
  await run(repo, 'good.csv')
  expect(state.titles.length).toBe(2)
})

test('the secret is in no file that dq writes, and in nothing that it says', async () => {
  const repo = repoWith()
  const state = await webhook(repo)
  state.status = 404
  const { warnings } = await run(repo, 'bad.csv')
  expect(warnings[0]).toBe('alert channel finance (slack): HTTP 404')
  expect(warnings.join()).not.toContain('verysecret')
  expect(JSON.stringify(repo.settings())).not.toContain('verysecret')
  for (const file of ['quality.sqlite', 'alerts/outbox.sqlite'])
    expect(readFileSync(join(repo.folder, '.dq', file), 'latin1')).not.toContain('verysecret')
  expect(redact(readFileSync(join(repo.folder, 'webhook.txt'), 'utf8'))).toBe('[secret]\n')
})

test('a secret that is not there keeps the alert for when it is', async () => {
  const repo = repoWith()
  expect((await run(repo, 'bad.csv')).warnings[0]).toBe(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what dq.yaml says
    'alert channel finance (slack): the secret ${file:webhook.txt} is not set',
  )
  const { titles } = await webhook(repo)
  await run(repo, 'bad.csv')
  expect(titles).toEqual([NOT_MET])
})

test('a run that cannot judge anything is told, and fails as it would', async () => {
  const repo = repoWith()
  const { titles } = await webhook(repo)
  await expect(run(repo, 'none.csv')).rejects.toThrow('no file is called')
  expect(titles).toEqual(['bronze.payments: the quality run failed'])
})

test('without alerts nothing is told and nothing kept; without history no run is', async () => {
  const repo = repoWith()
  const rows = { kind: 'files', data: join(repo.folder, 'bad.csv') } as const
  await judge(repo.settings(), { name: 'bronze.payments', rows, alerts: false, history: false })
  expect(existsSync(join(repo.folder, '.dq'))).toBe(false)
})

test('a state folder that cannot be written costs the history and the alerts, not the verdict', async () => {
  const repo = repoWith(`stateDir: webhook.txt\n${DQ_YAML}`)
  await webhook(repo)
  const { result, warnings } = await run(repo, 'bad.csv')
  expect(result.results.map(({ success }) => success)).toEqual([false, true, false])
  expect(warnings[0]).toContain('the history of runs cannot be read')
  expect(warnings.at(-1)).toContain('alerts could not be kept')
})
