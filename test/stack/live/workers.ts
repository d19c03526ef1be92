import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { WorkerOptions } from './worker.ts'

interface Said {
  readonly kind?: string
  readonly end?: string
  readonly partitions?: readonly number[]
}

/** A worker that a test has started. */
export interface Worker {
  readonly child: ChildProcess
  /** Everything it said so far. */
  readonly said: readonly Said[]
  /** Resolves when it has said so for the n-th time. */
  heard(kind: string, times?: number): Promise<void>
  /** Resolves with its exit code; null when it was killed. */
  readonly ended: Promise<number | null>
  readonly errors: () => string
}

export function startWorker(options: WorkerOptions): Worker {
  const worker = new URL('worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', worker, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Said[] = []
  let errors = ''
  child.stderr.on('data', (data) => {
    errors += data
  })
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return
    said.push(JSON.parse(line))
    tell()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  ended.then(tell)
  return {
    child,
    said,
    ended,
    errors: () => errors,
    heard: (kind, times = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const isOver = child.exitCode !== null || child.signalCode !== null
          if (!isOver && said.filter((of) => of.kind === kind).length < times) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      }),
  }
}
