import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'

beforeAll(needsFreshBuild)

const scratch = mkdtempSync(join(tmpdir(), 'dq-pipes-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const bin = join(repo, 'bin/run.js')
const env = { ...process.env, NODE_ENV: 'production', DQ_STATE_DIR: join(scratch, 'state') }
const orders = join(repo, 'fixtures/fraud-enricher/olist-2017-03/input/order.created.jsonl')
const lines = readFileSync(orders)
const events = lines.toString().trimEnd().split('\n').length

const dq = (args: readonly string[], input?: Uint8Array) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: repo,
    env,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  })
  return { status, stdout, stderr }
}
const run = (input: string, out: string): string[] => [
  'run',
  'fraud-enricher',
  '--input',
  `order.created=${input}`,
  '--out',
  join(scratch, out),
]
const outputs = (out: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(scratch, out))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => [name, readFileSync(join(scratch, out, name), 'utf8')]),
  )
const ofFile = (): Readonly<Record<string, string>> => {
  expect(dq(run(orders, 'file'))).toMatchObject({ status: 0 })
  return outputs('file')
}

test('what is wrong with standard input is told with its place, once', () => {
  const [first = '', second = ''] = lines.toString().split('\n')
  const { status, stderr } = dq(run('-', 'disorder'), Buffer.from(`${second}\n${first}\n`))
  expect(status).toBe(2)
  expect(stderr.split('\n')[0]).toMatch(/^error: standard input:2: out of order: it arrived at /)
})

test('events through standard input, a pipe with a name, or packed give what their file gives', () => {
  const expected = ofFile()
  expect(Object.keys(expected)).toContain('feature.customer.jsonl')

  expect(dq(run('-', 'stdin'), lines)).toMatchObject({ status: 0, stderr: '' })
  expect(outputs('stdin')).toEqual(expected)

  expect(dq(run('-', 'packed'), gzipSync(lines))).toMatchObject({ status: 0, stderr: '' })
  expect(outputs('packed')).toEqual(expected)

  const command = `exec "$0" "$1" run fraud-enricher --input order.created=<(cat "$2") --out "$3"`
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', command, process.execPath, bin, orders, join(scratch, 'substituted')],
    { cwd: repo, env, encoding: 'utf8' },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(outputs('substituted')).toEqual(expected)
})

test('standard input is one topic: two are refused before anything is written', () => {
  const { status, stderr } = dq([...run('-', 'two'), '--input', 'payment.authorized=-'], lines)
  expect(status).toBe(2)
  expect(stderr).toBe(
    'error: order.created and payment.authorized cannot both come through standard input\n' +
      '  hint: give one of them as a file, or as a pipe with a name: --input topic=<(zcat events.jsonl.gz)\n',
  )
})

test('while a run goes on a second one with its checkpoint is refused; status says what both have come to', async () => {
  const status = () => JSON.parse(dq(['job', 'status', 'fraud-enricher', '--format', 'json']).stdout || '{"runs":[]}')
  const ours = () => status().runs?.find((one: { out?: string }) => one.out === join(scratch, 'held'))
  // Its input stays open: it waits for more.
  const first = spawn(process.execPath, [bin, ...run('-', 'held')], {
    cwd: repo,
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  first.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const closed = once(first, 'close')
  first.stdin.write(lines.subarray(0, lines.indexOf(10) + 1))
  for (let tries = 0; ours()?.state !== 'running' && tries < 100; tries++) await sleep(100)
  expect(ours()).toMatchObject({ state: 'running', events: 0, checkpoints: 0 })

  const second = dq(run(orders, 'held'))
  expect(second.status).toBe(2)
  expect(second.stderr).toMatch(
    /^error: .*held-[0-9a-f]{8}: another run is using this checkpoint\n {2}hint: wait for it to end, or write to another folder with --out\n$/,
  )

  first.stdin.end(lines.subarray(lines.indexOf(10) + 1))
  const [code] = await closed
  expect([code, Buffer.concat(said).toString()]).toEqual([0, ''])
  expect(outputs('held')).toEqual(ofFile())
  expect(ours()).toMatchObject({
    state: 'finished',
    events,
    counts: { taken: events, late: 0, duplicates: 0, afterUntil: 0, deadLetters: 0 },
    rows: 0,
  })
}, 60_000)

test('a run that was killed goes on when the same is piped in again, and not when it is something else', async () => {
  const every = [...run('-', 'killed'), '--checkpoint-every', '50']
  const first = spawn(process.execPath, [bin, ...every], { cwd: repo, env, stdio: ['pipe', 'ignore', 'ignore'] })
  const closed = once(first, 'close')
  // The last lines are held back, so that it cannot come to its end.
  first.stdin.write(lines.subarray(0, Math.floor(lines.length * 0.9)))
  const ours = (): { checkpoints: number } | undefined =>
    JSON.parse(dq(['job', 'status', '--format', 'json']).stdout).runs.find(
      (one: { out?: string }) => one.out === join(scratch, 'killed'),
    )
  for (let tries = 0; (ours()?.checkpoints ?? 0) < 2 && tries < 100; tries++) await sleep(100)
  first.kill('SIGKILL')
  await closed

  const other = dq(every, Buffer.from(lines.toString().replaceAll('"BRL"', '"EUR"')))
  expect(other.status).toBe(2)
  expect(other.stderr).toContain('the file has changed since the checkpoint')

  const again = dq(every, lines)
  expect(again).toMatchObject({ status: 0, stderr: '' })
  expect(again.stdout).toContain('went on where an interrupted run had got to')
  expect(outputs('killed')).toEqual(ofFile())
}, 60_000)
