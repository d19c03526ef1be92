import { DqError } from '../../kernel/errors.ts'
import type { EventLog, TopicPartition } from './ports.ts'

/** Where a group stands in the partitions of its inputs; at the beginning of those that it has not begun. @throws DqError for a group that has begun none. */
export async function positionsOf(
  log: EventLog,
  group: string,
  inputs: readonly (readonly TopicPartition[])[],
): Promise<readonly (readonly number[])[]> {
  const committed = await log.committedOffsets(group, inputs.flat())
  if (committed.every((offset) => offset === undefined))
    throw new DqError(`the group ${group} has no positions`, {
      hint: 'name what the names of the running job begin with: dq, or kafka.group, or --group of its dq run',
    })
  const first = await log.beginningOffsets(inputs.flat())
  const offsets = committed.map((offset, i) => offset ?? first[i]!)
  let at = 0
  return inputs.map((of) => of.map(() => offsets[at++]!))
}
