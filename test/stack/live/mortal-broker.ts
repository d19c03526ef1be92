import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { startServer } from '../../../src/adapters/stack/processes.ts'
import { settings } from './repo.ts'

/** A broker of this machine that can be killed outright and started again on what it had written. Linux only: it looks into /proc. */
export interface MortalBroker {
  readonly bootstrap: string
  /** SIGKILL: what it had not flushed is recovered from its segments, as after a crash. */
  kill(): Promise<void>
  /** Resolves when it answers. */
  start(): Promise<void>
  stop(): Promise<void>
}

export async function mortalBroker(): Promise<MortalBroker> {
  const server = await startServer('kafka', { cacheDir: settings.cacheDir, say: () => {} })
  const bootstrap = server.endpoints.bootstrap!
  const group = server.processes[0]!.pid
  const first = javaIn(group)
  const [command, ...args] = readFileSync(`/proc/${first}/cmdline`, 'utf8').split('\0').filter(Boolean)
  const cwd = readlinkSync(`/proc/${first}/cwd`)
  let child: ChildProcess | undefined
  return {
    bootstrap,
    async kill() {
      if (child === undefined) process.kill(first, 'SIGKILL')
      else child.kill('SIGKILL')
      while (await answers(bootstrap)) await pause(20)
    },
    async start() {
      child = spawn(command!, args, { cwd, stdio: 'ignore' })
      while (!(await answers(bootstrap))) await pause(50)
    },
    async stop() {
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      await server.stop({ keep: false })
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The server below its watchdog, which leads the process group. */
function javaIn(group: number): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      if (Number(fields[2]) === group && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('kafka.Kafka'))
        if (Number(pid) !== group) return Number(pid)
    } catch {
      // It ended in between.
    }
  }
  throw new Error(`there is no broker in the process group ${group}`)
}

const answers = (bootstrap: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [host, port] = bootstrap.split(':')
    const socket = connect(Number(port), host!)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
