import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChildOptions, startChild } from '../../../src/adapters/stack/processes/child.ts'
import { beganAt } from '../../../src/adapters/stack/processes/usage.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dq-child-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A server that writes its id into `pid` and then works; `words` come before, e.g. a trap. */
const options = (words: string, more: Partial<ChildOptions> = {}): ChildOptions => ({
  name: 'test',
  command: '/bin/sh',
  args: ['-c', `${words} echo $$ > pid; while :; do sleep 0.05; done`],
  env: {},
  folder,
  log: join(folder, 'test.log'),
  signal: 'TERM',
  grace: 10,
  ...more,
})

async function until(condition: () => boolean, seconds = 10): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen in time')
    await sleep(20)
  }
}

async function serverPid(): Promise<number> {
  const file = join(folder, 'pid')
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'))
  return Number(readFileSync(file, 'utf8'))
}

const runs = (pid: number) => beganAt(pid) !== undefined

test('a stopped server is gone, and so is its watchdog', async () => {
  const child = startChild(options(''))
  const pid = await serverPid()
  expect([runs(pid), child.ended()]).toEqual([true, undefined])
  await child.stop()
  expect([runs(pid), runs(child.pid)]).toEqual([false, false])
  expect(child.ended()).toBe('exit code 143')
})

test('a server that does not listen is killed after its grace', async () => {
  const child = startChild(options("trap '' TERM;", { grace: 1 }))
  const pid = await serverPid()
  await child.stop()
  expect(runs(pid)).toBe(false)
})

test('a server is told with the signal it wants', async () => {
  const script =
    "process.on('SIGINT', () => { console.log('got INT'); process.exit(0) }).on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)"
  const child = startChild({ ...options(''), command: process.execPath, args: ['-e', script], signal: 'INT' })
  await until(() => readFileSync(child.log, 'utf8') === 'ready\n')
  await child.stop()
  expect([readFileSync(child.log, 'utf8'), child.ended()]).toEqual(['ready\ngot INT\n', 'exit code 0'])
})

test('a server that ends by itself leaves its exit code and its log', async () => {
  const child = startChild({ ...options(''), args: ['-c', 'echo out of memory >&2; exit 7'] })
  await until(() => child.ended() !== undefined)
  expect([child.ended(), readFileSync(join(folder, 'test.log'), 'utf8')]).toEqual(['exit code 7', 'out of memory\n'])
})

test('a program that is not there is an exit code and a line in the log', async () => {
  const child = startChild({ ...options(''), command: join(folder, 'nowhere') })
  await until(() => child.ended() !== undefined)
  expect(child.ended()).toBe('exit code 127')
  expect(readFileSync(join(folder, 'test.log'), 'utf8')).toContain('nowhere')
})

/** A process of its own that starts a server, says its watchdog's id, and waits. */
function parent(then = '') {
  const module = new URL('../../../src/adapters/stack/processes/child.ts', import.meta.url).href
  const script = `import { startChild } from ${JSON.stringify(module)}
    const child = startChild(${JSON.stringify(options(''))})
    ${then}
    console.log(child.pid)
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

test('when the process that started it is killed outright, the server ends and its folder is removed', async () => {
  const killed = parent()
  const pid = await serverPid()
  killed.kill('SIGKILL')
  await until(() => !runs(pid) && !existsSync(folder))
})

test('a released server outlives the process that started it, until somebody stops its watchdog', async () => {
  const killed = parent('await child.release()')
  const watchdog = await new Promise<number>((resolve) => killed.stdout.once('data', (data) => resolve(Number(data))))
  const pid = await serverPid()
  killed.kill('SIGKILL')
  await until(() => killed.exitCode !== null || killed.signalCode !== null)
  await sleep(300)
  expect(runs(pid)).toBe(true)
  process.kill(watchdog, 'SIGTERM')
  await until(() => !runs(pid) && !runs(watchdog))
  expect(existsSync(folder)).toBe(true)
})
