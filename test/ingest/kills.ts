import { spawn } from 'node:child_process'
import { expect } from 'vitest'
import { query, settingsIn } from './lake.ts'
import type { WorkerOptions } from './worker.ts'

interface Ended {
  /** Null when it was killed. */
  readonly code: number | null
  readonly output: string
  readonly millis: number
}

/** Runs a worker, and kills it and what it started after so many milliseconds, if it runs so long. */
function work(options: WorkerOptions, killAfter?: number): Promise<Ended> {
  const started = performance.now()
  const script = new URL('worker.ts', import.meta.url).pathname
  // A group of its own: a kill takes the git processes with it, in the middle of whatever they do.
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data
    })
  const timer =
    killAfter === undefined
      ? undefined
      : setTimeout(() => {
          try {
            process.kill(-child.pid!, 'SIGKILL')
          } catch {
            // It had just ended by itself.
          }
        }, killAfter)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output, millis: performance.now() - started })
    }),
  )
}

export interface Expected {
  readonly rows: number
  readonly rejected: number
}

/**
 * Runs of one ingest, each killed somewhere in its life, until so many died; the last one goes to the end. Then every record of bronze.order_items
 * is there once. Begins again in another lake when the ingest is done before enough have died. Gives how many were killed.
 */
export async function killed(
  newFolder: () => string,
  options: Omit<WorkerOptions, 'folder'>,
  kills: number,
  expected: Expected,
): Promise<number> {
  const whole = await work({ ...options, folder: newFolder() })
  expect(whole.output).toContain('"untied":0')
  let count = 0
  // Of the last whole run: on a crowded machine it takes many times as long as on a quiet one.
  let life = whole.millis
  while (count < kills) {
    const folder = newFolder()
    const before = count
    for (;;) {
      // Half of the time goes by before the first record is read.
      const after = count < kills ? life * (0.3 + 0.6 * Math.random()) : undefined
      const { code, output, millis } = await work({ ...options, folder }, after)
      if (code === null) {
        count++
        continue
      }
      expect(output, 'a run that was not killed').toContain('"untied":0')
      if (count === before) life = millis
      break
    }
    expect(await thereIn(folder)).toEqual(thereOf(expected))
  }
  return count
}

const thereOf = ({ rows, rejected }: Expected) => ({ rows, places: rows, rejected, rejected_places: rejected })

async function thereIn(folder: string) {
  const [there] = await query(
    settingsIn(folder),
    ['bronze.order_items', 'bronze.quarantine'],
    `SELECT (SELECT count(*) FROM bronze_order_items)::INTEGER AS rows,
      (SELECT count(DISTINCT (kafka_partition, kafka_offset)) FROM bronze_order_items)::INTEGER AS places,
      (SELECT count(*) FROM bronze_quarantine)::INTEGER AS rejected,
      (SELECT count(DISTINCT (kafka_partition, kafka_offset)) FROM bronze_quarantine)::INTEGER AS rejected_places`,
  )
  return there
}
