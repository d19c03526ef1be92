import type { DeployedPlace } from '../../contracts/deployed/place.ts'
import type { Contract } from '../../contracts/model.ts'
import type { EventLog } from '../../pipelines/live/ports.ts'

/** Topics, asked for all contracts at once. A topic has no version: it is there with its partitions, or not. */
export function topicPlace(log: Pick<EventLog, 'partitionCounts'>, contracts: readonly Contract[]): DeployedPlace {
  const names = contracts.filter(({ kind }) => kind === 'topic').map(({ name }) => name)
  let counts: ReturnType<EventLog['partitionCounts']> | undefined
  return {
    name: 'topic',
    async deployed({ name, kind, settings }) {
      if (kind !== 'topic') return { kind: 'none' }
      counts ??= log.partitionCounts(names)
      const found = (await counts).get(name)
      if (found === undefined) return { kind: 'absent' }
      const partitions = `${found} partition${found === 1 ? '' : 's'}`
      return found === settings.partitions
        ? { kind: 'present', detail: partitions }
        : { kind: 'other', detail: `${partitions}, not ${settings.partitions}` }
    },
  }
}
