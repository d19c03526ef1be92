/*
 * A worker of a job as a process of its own, to be killed: `node worker.ts <JSON>`. It says what it does in JSON Lines, and ends
 * with a line {"end", "counts"}. Schema ids need no registry here (test-wire.ts).
 */
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { liveContext } from '../../../src/cli/live/live-context.ts'
import { startLive } from '../../../src/pipelines/live/live-run.ts'
import { type LogName, openLog } from './logs.ts'
import { job } from './repo.ts'
import { testWire } from './test-wire.ts'

export interface WorkerOptions {
  readonly client: LogName
  readonly bootstrap: string
  readonly job: string
  readonly prefix: string
  readonly commitRecords: number
  readonly drain: boolean
}

const options: WorkerOptions = JSON.parse(process.argv[2]!)
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const log = openLog(options.client, options.bootstrap)
const loaded = await job(options.job)
const context = await liveContext(
  loaded.job,
  { log, store: openMemoryStore(), wire: testWire(loaded.contracts) },
  {
    prefix: options.prefix,
    observe: say,
    limits: { commitRecords: options.commitRecords },
    drain: options.drain ? { finish: true } : undefined,
  },
)
const run = startLive(context)
process.on('SIGTERM', run.stop)
const end = await run.ended
say({ end, in: run.counts.in, taken: run.counts.taken })
await log.close()
