import type { Contract } from '../../contracts/model.ts'
import type { ManagedLog } from '../../pipelines/live/ports.ts'
import type { ErasableStore } from '../../pipelines/ports.ts'
import type { Settings } from '../config.ts'
import { eventLog, liveStore } from '../wiring/live.ts'
import type { Subjects } from './subjects.ts'

/** What is there of an environment beside lake and files. */
export interface Elsewhere {
  /** Undefined where no Kafka is configured. */
  readonly log: ManagedLog | undefined
  readonly store: ErasableStore
  /** Contracts whose rows may be in the store of their kind. */
  readonly hasStore: (contract: Contract) => boolean
  close(): Promise<void>
}

export async function openElsewhere(settings: Settings, { stored }: Subjects): Promise<Elsewhere> {
  const { kafka, redis, cassandra } = settings.use
  const hasStore = ({ kind }: Contract): boolean =>
    kind === 'hash' ? redis.url !== undefined : cassandra.contactPoints !== undefined
  // Who looks makes nothing.
  const looking = { ...settings, use: { ...settings.use, cassandra: { ...cassandra, create: false } } }
  const contracts = stored.map(({ contract }) => contract).filter(hasStore)
  const store = await liveStore(looking, contracts)
  const log = kafka.brokers === undefined ? undefined : await eventLog(settings)
  return {
    log,
    store,
    hasStore,
    close: async () => void (await Promise.allSettled([log?.close(), store.close()])),
  }
}
