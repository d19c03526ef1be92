import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DeployedPlace, unreadable } from '../../contracts/deployed/place.ts'
import { registryPlace } from '../../contracts/deployed/registry-place.ts'
import type { Contract } from '../../contracts/model.ts'
import { isRegistered } from '../../contracts/registry/subjects.ts'
import type { EventLog } from '../../pipelines/live/ports.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { eventLog, schemaRegistry } from '../wiring/live.ts'
import { tablePlace } from './status-table.ts'
import { topicPlace } from './status-topic.ts'

export interface OpenPlaces {
  readonly places: readonly DeployedPlace[]
  close(): Promise<void>
}

/** The places of an environment; one that is not configured says so, and nothing is made that is not there. */
export async function openPlaces(
  settings: Settings,
  contracts: readonly Contract[],
  branch: string,
): Promise<OpenPlaces> {
  const { env, use, stateDir } = settings
  const none = (what: string): string =>
    env === undefined ? `no environment says where: give --env` : `no ${what} in environments.${env}`
  const registry = await schemaRegistry(settings)
  const log: EventLog | undefined = use.kafka.brokers === undefined ? undefined : await eventLog(settings)
  const hasLake = use.nessie.url !== undefined || existsSync(join(stateDir, 'lake', 'catalog.git'))
  return {
    places: [
      registry === undefined ? unreadable('registry', none('registry'), isRegistered) : registryPlace(registry),
      log === undefined
        ? unreadable('topic', none('kafka'), ({ kind }) => kind === 'topic')
        : topicPlace(log, contracts),
      hasLake
        ? tablePlace(await openLake(settings), branch)
        : unreadable('table', 'there is no lake yet', ({ kind }) => kind === 'table'),
    ],
    close: async () => log?.close(),
  }
}
