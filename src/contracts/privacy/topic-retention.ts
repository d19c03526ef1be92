import type { Contract } from '../model.ts'
import { keptMs } from './retention.ts'
import { topicSettings } from './topic-settings.ts'

export interface SettingChange {
  readonly name: 'retention.ms' | 'cleanup.policy'
  readonly from: string
  readonly to: string
}

/** How a topic stands to its contract. */
export interface TopicRetention {
  readonly topic: string
  /** Longer: it keeps records beyond what the contract promises. Shorter: they go before readers were told that they would. */
  readonly is: 'longer' | 'shorter' | 'as promised'
  /** What makes it as promised. */
  readonly changes: readonly SettingChange[]
  /** Milliseconds that a record may stay beyond the promise, since records go by whole segments; undefined: no limit. */
  readonly slackMs: number | undefined
}

const FOR_EVER = '-1'

/** `said`: the settings of the real topic. Undefined when the contract limits nothing; a text when what it says is no time. */
export function topicRetention(
  contract: Contract,
  said: ReadonlyMap<string, string>,
): TopicRetention | string | undefined {
  const kept = keptMs(contract)
  if (typeof kept === 'string') return kept
  const limit = kept === undefined ? undefined : Math.round(kept)
  const isForEver = limit === undefined && contract.settings.retentionMs === -1
  if (limit === undefined && !isForEver) return undefined
  const real = topicSettings(said)
  const changes: SettingChange[] = []
  // What is compacted and not deleted keeps the last record of each key for ever.
  if (!isForEver && !real.deletes)
    changes.push({ name: 'cleanup.policy', from: said.get('cleanup.policy') ?? '', to: 'compact,delete' })
  if (real.retentionMs !== limit && (real.deletes || !isForEver))
    changes.push({ name: 'retention.ms', from: said.get('retention.ms') ?? FOR_EVER, to: String(limit ?? FOR_EVER) })
  const now = (real.deletes ? real.retentionMs : undefined) ?? Number.POSITIVE_INFINITY
  return {
    topic: contract.name,
    is: now > (limit ?? Number.POSITIVE_INFINITY) ? 'longer' : changes.length > 0 ? 'shorter' : 'as promised',
    changes,
    slackMs: real.segmentMs,
  }
}
