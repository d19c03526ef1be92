import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../src/adapters/contract-files/disk.ts'
import { requireContracts } from '../src/contracts/repo/require.ts'
import { embeddedTasks } from '../src/pipelines/engines/embedded/tasks.ts'
import { jobRun } from '../src/pipelines/harness/run.ts'
import { runCodecs } from '../src/pipelines/harness/run-codecs.ts'
import { resolveJob } from '../src/pipelines/job/resolve.ts'
import fraudEnricher from '../src/pipelines/jobs/fraud-enricher.ts'
import type { SourceEvent } from '../src/pipelines/ports.ts'
import type { Bench } from './bench.ts'
import { replicatedLines } from './replicated.ts'

const EVENTS = 200_000
const root = fileURLToPath(new URL('..', import.meta.url))
const contracts = new Map(
  (await requireContracts(diskFiles(`${root}contracts`, root))).map((contract) => [contract.name, contract]),
)
const rules = readFileSync(new URL('../src/pipelines/jobs/fraud-rules.yaml', import.meta.url), 'utf8')
const { job } = resolveJob(fraudEnricher, {
  contracts,
  file: 'fraud-enricher.ts',
  text: (path) => ({ path, text: rules }),
})
if (job === undefined) throw new Error('the job does not fit its contracts')
const resolved = job
const tasks = embeddedTasks(resolved)
const codecs = runCodecs(resolved)
const lines = replicatedLines(EVENTS)

const parsed = (line: string): SourceEvent => {
  const event = JSON.parse(line) as SourceEvent & { arrival: unknown }
  return { ...event, arrival: Date.parse(String(event.arrival)), text: line }
}
const events = lines.map(parsed)
const noBytes = { rawValue: () => new Uint8Array() }

/** In memory, without files: what parsing, checking, windows, scoring and printing of the outputs cost. */
export default {
  name: `fraud-enricher, ${EVENTS.toLocaleString('en')} real events replicated (about one event a window), JSON`,
  unit: 'events',
  contenders: [
    {
      name: 'parse, check, window, score, print',
      run() {
        const run = jobRun(resolved, tasks, codecs, noBytes)
        for (let i = 0; i < lines.length; i += 1024) run.process(lines.slice(i, i + 1024).map(parsed))
        run.finish()
        return EVENTS
      },
    },
    {
      name: 'the same on parsed events',
      run() {
        const run = jobRun(resolved, tasks, codecs, noBytes)
        for (let i = 0; i < events.length; i += 1024) run.process(events.slice(i, i + 1024))
        run.finish()
        return EVENTS
      },
    },
    {
      name: 'JSON.parse alone',
      run() {
        let sum = 0
        for (const line of lines) sum += (JSON.parse(line) as { partition: number }).partition
        return sum < 0 ? 0 : EVENTS
      },
    },
  ],
} satisfies Bench
