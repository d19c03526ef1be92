import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { servers, startServer } from '../../../src/adapters/stack/processes.ts'
import type { DqError } from '../../../src/kernel/errors.ts'

let folder = ''
const before = process.env.PATH
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dq-processes-'))
})
afterEach(() => {
  process.env.PATH = before
  rmSync(folder, { recursive: true, force: true })
})

const start = (name: string) => startServer(name, { cacheDir: folder, say: () => {} })
const failureOf = (name: string): Promise<DqError> =>
  start(name).then(
    () => expect.unreachable('it started'),
    (error: DqError) => error,
  )

/** A `redis-server` that answers --version and then does this. */
function fakeRedis(then: string): void {
  const script = `#!/bin/sh\n[ "$1" = --version ] && echo "Redis server v=0.0.1" && exit\n${then}\n`
  writeFileSync(join(folder, 'redis-server'), script, { mode: 0o755 })
  process.env.PATH = `${folder}:${before}`
}

test('an unknown server is refused with the nearest name', async () => {
  const { message, hint } = await failureOf('kafak')
  expect(message).toBe('unknown server "kafak" (did you mean "kafka"?)')
  expect(hint).toBe(`servers: ${servers.map(({ name }) => name).join(', ')}`)
})

test('a server that ends while starting: its exit code, the end of its log, and where the whole log is', async () => {
  fakeRedis('echo "bad directive in line 3"; exit 1')
  const { message, hint } = await failureOf('redis')
  expect(message).toBe(
    'cannot start redis (Redis): it ended while starting: exit code 1\nredis.log: bad directive in line 3',
  )
  const log = /the whole log is in (.+)$/.exec(hint ?? '')?.[1] ?? ''
  expect(existsSync(join(log, 'redis.log'))).toBe(true)
  rmSync(log, { recursive: true })
})

/** Answers PING, as Redis would. */
const ANSWERS = `require('node:net').createServer((s) => s.on('data', () => s.write('+PONG'))).listen(+process.argv[2], '127.0.0.1')`

test('two stacks side by side have ports, folders and ends of their own', async () => {
  writeFileSync(join(folder, 'answers.cjs'), ANSWERS)
  fakeRedis(`exec ${process.execPath} ${folder}/answers.cjs "$2"`)
  const [one, two] = await Promise.all([start('redis'), start('redis')])
  expect(one.endpoints.url).not.toBe(two.endpoints.url)
  expect(one.folder).not.toBe(two.folder)
  expect(one.product).toBe('Redis 0.0.1')
  await one.stop()
  expect([existsSync(one.folder), existsSync(two.folder)]).toEqual([false, true])
  await two.stop({ keep: true })
  expect(existsSync(join(two.folder, 'redis.log'))).toBe(true)
  rmSync(two.folder, { recursive: true })
})
