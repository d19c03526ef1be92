import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { beganAt, usageOf } from '../../src/adapters/stack/processes/usage.ts'
import type { RunningServer } from '../../src/adapters/stack/processes.ts'
import { loadSettings } from '../../src/cli/config.ts'

type Told = Pick<RunningServer, 'name' | 'folder' | 'processes' | 'endpoints'>

/** A process of its own that starts these servers, tells of each, and waits. */
function stackOf(names: readonly string[]) {
  const module = new URL('../../src/adapters/stack/processes.ts', import.meta.url).href
  const script = `import { startServer } from ${JSON.stringify(module)}
    for (const name of ${JSON.stringify(names)}) {
      const server = await startServer(name, { cacheDir: ${JSON.stringify(loadSettings({}).cacheDir)}, say: console.error })
      console.log(JSON.stringify(server))
    }
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

const portOf = ({ endpoints }: Told) =>
  Number(/:(\d+)/.exec((endpoints.url ?? endpoints.bootstrap ?? '').replace(/^\w+:\/\//, ''))?.[1])

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

// Each is a process of another kind: one in C, one that forks, a JVM.
const NAMES = ['redis', 'postgres', 'kafka']

test('when the process that started them is killed outright, no process, port or folder of the servers is left', async () => {
  const parent = stackOf(NAMES)
  const told: Told[] = []
  for await (const line of createInterface({ input: parent.stdout })) {
    told.push(JSON.parse(line))
    if (told.length === NAMES.length) break
  }
  const groups = told.flatMap(({ processes }) => processes.map(({ pid }) => pid))
  expect(await Promise.all(told.map((server) => isOpen(portOf(server))))).toEqual([true, true, true])
  expect(groups.every((group) => (usageOf([group])?.memoryMiB ?? 0) > 0)).toBe(true)

  parent.kill('SIGKILL')
  const began = performance.now()
  const left = async () => [
    ...groups.filter((group) => beganAt(group) !== undefined || usageOf([group])?.memoryMiB !== 0),
    ...(
      await Promise.all(told.map(async (server) => ((await isOpen(portOf(server))) ? [`port of ${server.name}`] : [])))
    ).flat(),
    ...told.map(({ folder }) => folder).filter((folder) => existsSync(folder)),
  ]
  while ((await left()).length > 0 && performance.now() - began < 20_000) await sleep(100)
  expect(await left()).toEqual([])
  console.log(
    `lifetime: ${groups.length} servers gone ${((performance.now() - began) / 1000).toFixed(1)} s after their parent was killed`,
  )
})
