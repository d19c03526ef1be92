import { client } from '../kafka-client.ts'

/** Deletes every topic: jobs always use the names of their contracts. */
export async function emptyBroker(bootstrap: string): Promise<void> {
  const admin = client({ brokers: [bootstrap] }).admin()
  await admin.connect()
  const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'))
  if (topics.length > 0) await admin.deleteTopics({ topics })
  while ((await admin.listTopics()).some((topic) => topics.includes(topic)))
    await new Promise((resolve) => setTimeout(resolve, 50))
  await admin.disconnect()
}
