import type { LoadedJob } from '../../../src/cli/load-job.ts'
import { partitionFor } from '../../../src/contracts/partitioner.ts'
import { liveNames } from '../../../src/pipelines/live/context.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'
import { writtenTopics } from '../../../src/pipelines/live/topics.ts'
import { type Job, linesOf } from '../../kill/lines.ts'
import { client } from '../kafka-client.ts'
import { emptyBroker } from './empty-broker.ts'
import { type LogName, openLog } from './logs.ts'
import { job } from './repo.ts'
import { makeTopics, readAll, sendEvents, type Written } from './topics.ts'
import { startWorker, type Worker } from './workers.ts'

/** Of every input here. */
const PARTITIONS = 3

/** Inputs of a job on a broker, and what an unbroken run of one worker made of them. */
export interface Scene {
  readonly events: number
  /** Of these, that nobody can read. */
  readonly poison: number
  readonly golden: readonly unknown[]
  start(prefix: string, options?: { readonly drain?: boolean; readonly commitRecords?: number }): Worker
  /** What was written since the last call of `clear`, to be compared with `golden`. */
  outputs(prefix: string): Promise<readonly unknown[]>
  /** Removes what was written. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function scene(bootstrap: string, name: Job, clientName: LogName, count: number): Promise<Scene> {
  await emptyBroker(bootstrap)
  const log = openLog(clientName, bootstrap)
  const loaded = await job(name)
  await makeTopics(bootstrap, loaded)
  const events = await sendEvents(log, loaded.contracts, linesOf(name, count).map(inItsPartition))
  const poison = await sendPoison(log, loaded)
  const outputs = async (prefix: string): Promise<readonly unknown[]> => {
    const { transactionalId } = liveNames(prefix, name)
    for (let p = 0; p < PARTITIONS; p++) await (await log.producer(transactionalId(p))).close()
    return comparable(await readAll(log, loaded.contracts, writtenTopics(loaded.job).keys()))
  }
  const clear = (): Promise<void> => clearOutputs(bootstrap, loaded)
  const start: Scene['start'] = (prefix, { drain = true, commitRecords = 50 } = {}) =>
    startWorker({ client: clientName, bootstrap, job: name, prefix, commitRecords, drain })

  const unbroken = start('unbroken')
  if ((await unbroken.ended) !== 0) throw new Error(`the unbroken run failed: ${unbroken.errors()}`)
  const golden = await outputs('unbroken')
  await clear()
  return { events: events + poison, poison, golden, start, outputs, clear, close: () => log.close() }
}

/** Removes what a job has written; its topics are there, and empty. */
export async function clearOutputs(bootstrap: string, loaded: LoadedJob): Promise<void> {
  const admin = client({ brokers: [bootstrap] }).admin()
  await admin.connect()
  const topics = [...writtenTopics(loaded.job).keys()]
  await admin.deleteTopics({ topics })
  while ((await admin.listTopics()).some((topic) => topics.includes(topic)))
    await new Promise((resolve) => setTimeout(resolve, 50))
  await admin.disconnect()
  await makeTopics(bootstrap, loaded)
}

/** Records that no reader can read, or that break their contract, in every input and partition. */
export async function sendPoison(log: EventLog, { job }: LoadedJob): Promise<number> {
  const records = job.inputs.flatMap(({ contract: { name: topic, settings } }) =>
    Array.from({ length: settings.partitions }, (_, partition) => [
      { topic, partition, key: 'poison', value: 'no record at all' },
      { topic, partition, key: 'poison', value: new Uint8Array([0, 0, 0, 0, 1, 255, 255]) },
      { topic, partition, key: 'poison', value: null },
    ]).flat(),
  )
  const producer = await log.producer('test-poison')
  await producer.commit(records, undefined)
  await producer.close()
  await (await log.producer('test-poison')).close()
  return records.length
}

/**
 * The rows of a partition in their order, where one task writes it: the task of the same index. Dead letters have keys of all
 * kinds, so several tasks write into one partition, in no order between them: those rows are sorted.
 */
export function comparable(rows: readonly Written[]): readonly unknown[] {
  const text = ({ key, value, headers }: Written): string => JSON.stringify([key, value, headers])
  return [...Map.groupBy(rows, ({ topic, partition }) => `${topic} ${partition}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => [name, name.includes('dead') ? of.map(text).sort() : of.map(text)])
}

/** Copies of events have keys of their own, and so partitions of their own. */
export function inItsPartition(line: string): string {
  const event = JSON.parse(line)
  return JSON.stringify({ ...event, partition: partitionFor(event.key, PARTITIONS) })
}
