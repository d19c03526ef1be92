import type { Contract } from '../../contracts/model.ts'
import { TOPIC_SETTINGS } from '../../contracts/privacy/topic-settings.ts'
import { holder } from '../../lake/privacy/holder.ts'
import { liveNames } from '../../pipelines/live/context.ts'
import { partitionsOf } from '../../pipelines/live/partitions.ts'
import type { ManagedLog } from '../../pipelines/live/ports.ts'
import { searchTopic, type TopicHolding } from '../../pipelines/privacy/search-topic.ts'
import type { Settings } from '../config.ts'
import { namePrefix } from '../live/name-prefix.ts'
import { ownJobs } from '../own-jobs.ts'
import { progressLine } from '../progress.ts'

export interface FoundTopic extends TopicHolding {
  /** It keeps the state of a job: what stands there goes with its windows. */
  readonly isState: boolean
}

/** What the topics of an environment hold: those of the contracts, and the states of jobs. One that is not there is absent. */
export async function searchTopics(
  settings: Settings,
  log: ManagedLog,
  contracts: readonly Contract[],
  ids: readonly string[],
): Promise<readonly FoundTopic[]> {
  const states = await stateTopics(settings)
  const names = [...contracts.map(({ name }) => name), ...states]
  const counts = await log.partitionCounts(names)
  const said = await log.topicSettings([...counts.keys()], TOPIC_SETTINGS)
  const ends = await sizes(log, counts)
  const holds = holder(ids)
  const progress = progressLine()
  const found: FoundTopic[] = []
  try {
    for (const [topic, partitions] of counts) {
      const isState = states.includes(topic)
      const total = ends.get(topic) ?? 0
      const tell = (read: number): void =>
        progress.update(() => `${topic}  ${read.toLocaleString('en')} of ${total.toLocaleString('en')} records`)
      const asked = { topic, partitions, said: said.get(topic) ?? new Map() }
      found.push({ ...(await searchTopic(log, asked, holds, tell)), isState })
    }
  } finally {
    progress.clear()
  }
  return found
}

/** Of jobs that are declared here or built in, under the prefix of the environment. */
async function stateTopics(settings: Settings): Promise<readonly string[]> {
  const { builtInJobs } = await import('../../pipelines/jobs/index.ts')
  const names = new Set([...ownJobs(settings.jobs).keys(), ...Object.keys(builtInJobs)])
  return [...names].map((job) => liveNames(namePrefix(settings), job).changelog)
}

async function sizes(log: ManagedLog, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
  const of = [...counts].flatMap(([topic, partitions]) => partitionsOf(topic, partitions))
  if (of.length === 0) return new Map()
  const [ends, beginnings] = [await log.endOffsets(of), await log.beginningOffsets(of)]
  const sums = new Map<string, number>()
  of.forEach(({ topic }, i) => {
    sums.set(topic, (sums.get(topic) ?? 0) + (ends[i] ?? 0) - (beginnings[i] ?? 0))
  })
  return sums
}
