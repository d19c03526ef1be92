import type { EventLog, OutRecord } from '../../src/pipelines/live/ports.ts'

/** What a run has written to the log: outputs, dead letters and state. */
export interface WrittenSum {
  records: number
  bytes: number
  commits: number
}

/** The same log, with a count of what is committed. */
export function counting(log: EventLog): { readonly log: EventLog; readonly sum: WrittenSum } {
  const sum: WrittenSum = { records: 0, bytes: 0, commits: 0 }
  return {
    sum,
    log: {
      ...log,
      async producer(id) {
        const producer = await log.producer(id)
        return {
          ...producer,
          async commit(records, offsets) {
            await producer.commit(records, offsets)
            sum.commits++
            sum.records += records.length
            for (const { key, value } of records) sum.bytes += lengthOf(key) + lengthOf(value)
          },
        }
      },
    },
  }
}

const lengthOf = (part: OutRecord['key']): number => part?.length ?? 0
