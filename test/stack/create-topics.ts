import { setTimeout as sleep } from 'node:timers/promises'
import { client } from './kafka-client.ts'

/**
 * Makes topics and waits until each partition has its leader. Nothing expires: by their own time the records of tests are years old, and a
 * broker removes what is older than a week.
 */
export async function createTopics(bootstrap: string, partitions: ReadonlyMap<string, number>): Promise<void> {
  const admin = client({ brokers: [bootstrap] }).admin()
  await admin.connect()
  const configEntries = [{ name: 'retention.ms', value: '-1' }]
  const topics = [...partitions].map(([topic, numPartitions]) => ({ topic, numPartitions, configEntries }))
  await admin.createTopics({ topics, waitForLeaders: false })
  const haveLeaders = async (): Promise<boolean> => {
    // For a moment the broker does not know what it has just made.
    const metadata = await admin.fetchTopicMetadata({ topics: [...partitions.keys()] }).catch(() => undefined)
    return metadata?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)) ?? false
  }
  while (!(await haveLeaders())) await sleep(50)
  await admin.disconnect()
}
