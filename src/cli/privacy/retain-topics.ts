import type { Contract } from '../../contracts/model.ts'
import { keptMs } from '../../contracts/privacy/retention.ts'
import { type TopicRetention, topicRetention } from '../../contracts/privacy/topic-retention.ts'
import { TOPIC_SETTINGS } from '../../contracts/privacy/topic-settings.ts'
import type { ManagedLog } from '../../pipelines/live/ports.ts'
import { orUnreachable } from '../or-unreachable.ts'

/** How the topics of an environment stand to their contracts; what is not promised is not there. */
export interface RetainedTopics {
  readonly topics: readonly TopicRetention[]
  /** Topics with a promise that do not exist. */
  readonly absent: readonly string[]
  readonly faults: readonly { readonly topic: string; readonly why: string }[]
}

export const hasPromise = (contract: Contract): boolean =>
  contract.kind === 'topic' && (keptMs(contract) !== undefined || contract.settings.retentionMs === -1)

/** Reads only. */
export async function planTopics(log: ManagedLog, contracts: readonly Contract[]): Promise<RetainedTopics> {
  const promised = contracts.filter(hasPromise)
  const names = promised.map(({ name }) => name)
  const said = await orUnreachable(log.topicSettings(names, TOPIC_SETTINGS))
  const [topics, faults]: [TopicRetention[], { topic: string; why: string }[]] = [[], []]
  for (const contract of promised) {
    const settings = said.get(contract.name)
    if (settings === undefined) continue
    const found = topicRetention(contract, settings)
    if (typeof found === 'string') faults.push({ topic: contract.name, why: found })
    else if (found !== undefined) topics.push(found)
  }
  return { topics, absent: names.filter((name) => !said.has(name)), faults }
}

/** Gives each topic that differs what its contract promises; `done` is told after each. */
export async function setTopics(
  log: ManagedLog,
  { topics }: RetainedTopics,
  done: (topic: TopicRetention) => void,
): Promise<void> {
  for (const one of topics) {
    if (one.changes.length === 0) continue
    await orUnreachable(
      log.setTopicSettings(one.topic, Object.fromEntries(one.changes.map(({ name, to }) => [name, to]))),
    )
    done(one)
  }
}
