import { DqError } from '../../kernel/errors.ts'
import type { EventLog } from '../live/ports.ts'

/** How far a table has come in a topic: the offset behind its last record, by partition. */
export interface TableProgress {
  readonly topic: string
  readonly table: string
  readonly next: ReadonlyMap<number, number>
}

/**
 * @throws DqError where a table lacks records before `ends`: what the job made of them would seem to be made no more. Offsets alone do not say it,
 * as behind the last record there may be marks of transactions.
 */
export async function requireTaken(
  log: EventLog,
  { topic, table, next }: TableProgress,
  ends: readonly number[],
): Promise<void> {
  for (const [partition, end] of ends.entries()) {
    const [first = 0] = await log.beginningOffsets([{ topic, partition }])
    const from = Math.max(next.get(partition) ?? 0, first)
    if (from >= end) continue
    for await (const [record] of log.read({ topic, partition }, from)) {
      if (record === undefined || record.offset >= end) break
      throw new DqError(
        `${table} has ${topic}, partition ${partition}, up to offset ${from}, and the job has taken it up to ${end}`,
        { hint: 'let the ingest come as far: dq run bronze-ingest --drain' },
      )
    }
  }
}
