import { createRequire } from 'node:module'
import type * as KafkaJs from 'kafkajs'
import type { Consumer, KafkaConfig, KafkaMessage } from 'kafkajs'

/** CommonJS: its named exports are not all seen by an import. */
export const kafkajs: typeof KafkaJs = createRequire(import.meta.url)('kafkajs')

export const client = (config: KafkaConfig) =>
  new kafkajs.Kafka({ clientId: 'dq-test', logLevel: kafkajs.logLevel.NOTHING, ...config })

/** Reads a topic from its beginning until so many messages have come, and then for a moment more. */
export async function consume(
  consumer: Consumer,
  topic: string,
  count: number,
  moreMs = 500,
): Promise<readonly KafkaMessage[]> {
  const messages: KafkaMessage[] = []
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const enough = new Promise<void>((resolve, reject) => {
    // A broker that is just making its first group says so, and kafkajs begins again.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error))
    const eachMessage = async ({ message }: { readonly message: KafkaMessage }) => {
      messages.push(message)
      if (messages.length === count) setTimeout(resolve, moreMs)
    }
    consumer.run({ eachMessage }).catch(reject)
  })
  try {
    await enough
  } finally {
    await consumer.disconnect()
  }
  return messages
}
