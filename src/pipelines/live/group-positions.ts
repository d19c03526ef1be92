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

/** @throws DqError where a group is not any more where it stood: what comes next it writes, and so would who takes its place. */
export async function requireStill(
  log: EventLog,
  group: string,
  topics: readonly string[],
  stood: readonly (readonly number[])[],
): Promise<void> {
  const inputs = topics.map((topic, input) => stood[input]!.map((_, partition) => ({ topic, partition })))
  if (JSON.stringify(await positionsOf(log, group, inputs)) === JSON.stringify(stood)) return
  throw new DqError(`the group ${group} went on meanwhile: its job still runs`, {
    hint: 'stop it, then run the same command again: it goes on to where that group stands then',
  })
}
