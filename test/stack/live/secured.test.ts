import { expect, test } from 'vitest'
import { openKafkajsLog } from '../../../src/adapters/event-log/kafkajs.ts'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'
import { useServer } from '../server.ts'

const server = useServer('kafka-secured')
const open = { platformatic: openPlatformaticLog, kafkajs: openKafkajsLog }

async function as<T>(name: keyof typeof open, username: string, password: string, use: (log: EventLog) => Promise<T>) {
  const sasl = { mechanism: 'SCRAM-SHA-256' as const, username, password }
  const log = open[name]({ brokers: [server.endpoint('bootstrap')], clientId: 'dq', sasl })
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}

test.for(['platformatic', 'kafkajs'] as const)(
  '%s logs in with SCRAM; what an ACL or a password refuses is refused',
  async (name) => {
    const topic = `${name}.t`
    await as(name, 'admin', 'admin-secret', async (log) => {
      await log.createTopic(topic, { partitions: 2, compacted: false })
      const producer = await log.producer(`${name}.writer`)
      await producer.commit([{ topic, partition: 1, key: 'k', value: 'v' }], undefined)
      await producer.close()
      await (await log.producer(`${name}.writer`)).close()
      expect(await log.endOffsets([{ topic, partition: 1 }])).toEqual([2])
    })
    const strange = (log: EventLog) => log.producer(`${name}.writer`)
    // Refusals are no outages: they end the run and are not waited for.
    await expect(as(name, 'stranger', 'stranger-secret', strange)).rejects.toThrow(/^kafka refuses: /)
    const guess = as(name, 'admin', 'guess', (log) => log.partitionCounts([topic]))
    await expect(guess).rejects.toThrow(/^kafka refuses: /)
  },
)
