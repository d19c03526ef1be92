import { join } from 'node:path'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
import type { LoadedJob } from '../../src/cli/load-job.ts'
import type { EventLog, OutRecord } from '../../src/pipelines/live/ports.ts'
import { replicatedFiles, topics } from '../replicated.ts'
import { type Format, wireOf } from './formats.ts'

/** Puts so many of the replicated events into the topics of the job, framed Avro or JSON, in the order and with the times of their arrival. */
export async function fill(
  log: EventLog,
  { contracts }: Pick<LoadedJob, 'contracts'>,
  events: number,
  format: Format = 'avro',
): Promise<void> {
  const folder = await replicatedFiles({ count: 1_000_000, burst: 5, overlap: 50 })
  const wire = wireOf(format, { contracts })
  const prefixes = new Map(topics.map((topic) => [topic as string, wire.prefix(contracts.get(topic)!)]))
  const source = await openFileSource(
    topics.map((topic) => ({ topic, path: join(folder, `${topic}.${format === 'avro' ? 'avro' : 'jsonl'}`) })),
  )
  const producer = await log.producer('bench-fill')
  let left = events
  for await (const batch of source.read()) {
    const records = batch.slice(0, left).map((event): OutRecord => {
      if ('unreadable' in event) throw new Error(event.unreadable)
      const { topic, partition, key, arrival } = event
      return {
        topic,
        partition,
        key,
        value: Buffer.concat([prefixes.get(topic)!, source.rawValue(event)]),
        timestamp: arrival,
      }
    })
    await producer.commit(records, undefined)
    left -= records.length
    if (left === 0) break
  }
  await source.close()
  await producer.close()
  await (await log.producer('bench-fill')).close()
}
