import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { WATCHDOG } from './watchdog.ts'

export interface ChildOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The server's own folder: its working folder, and what is removed when this process is killed. */
  readonly folder: string
  readonly log: string
  /** What tells the server to stop: some take TERM for "wait for every client". */
  readonly signal: 'TERM' | 'INT'
  /** Seconds from that signal to SIGKILL. */
  readonly grace: number
}

export interface Child {
  readonly name: string
  readonly log: string
  /** Of the watchdog, which is also the id of the process group. */
  readonly pid: number
  /** What it ended with; undefined while it runs. */
  ended(): string | undefined
  /** Tells it to stop and waits until it has. */
  stop(): Promise<void>
  /** Lets it outlive this process. */
  release(): Promise<void>
}

/** Starts a server below a watchdog, with its output in the log; it ends with this process, however that ends. */
export function startChild(options: ChildOptions): Child {
  const { name, log, folder } = options
  const out = openSync(log, 'a')
  const program = [String(options.grace), options.signal, folder, options.command, ...options.args]
  const child = spawn('/bin/sh', ['-c', WATCHDOG, `dq-${name}`, ...program], {
    cwd: folder,
    env: { ...process.env, ...options.env },
    // A group of its own: Ctrl-C in the terminal is for `dq`, which then stops its servers in order.
    detached: true,
    stdio: ['ignore', out, out, 'pipe'],
  })
  closeSync(out)
  let end: string | undefined
  const ending = new Promise<void>((resolve) => {
    const done = (text: string) => {
      end ??= text
      resolve()
    }
    child.once('exit', (code, signal) => done(signal === null ? `exit code ${code}` : signal))
    child.once('error', (error) => done(error.message))
  })
  child.unref()
  const pipe = child.stdio[3]
  if (!(pipe instanceof Socket)) throw new Error('a pipe to a child process is a socket')
  pipe.unref()
  // A watchdog that is gone already has no more to be told.
  pipe.on('error', () => {})
  return {
    name,
    log,
    pid: child.pid ?? 0,
    ended: () => end,
    async stop() {
      if (end !== undefined) return
      child.ref()
      child.kill('SIGTERM')
      await ending
    },
    release: () => new Promise((resolve) => pipe.end('release\n', () => resolve())),
  }
}
