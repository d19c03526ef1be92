import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { RecordsJob } from '../job/resolved.ts'
import { positionText } from './position-text.ts'
import { type NewTask, noState } from './task.ts'

/** A compiled output of a record-by-record job. */
export interface RecordOutput {
  make(record: DecodedRecord): DecodedRecord | undefined
  version?(record: DecodedRecord): bigint
}

/** Tasks without state: each record gives its outputs at once. */
export function recordTasks(job: RecordsJob, programs: readonly RecordOutput[]): NewTask {
  const byInput = job.inputs.map(({ alias }) =>
    job.outputs.flatMap(({ output }, index) => (output.perRecord === alias ? [index] : [])),
  )
  return (_, outputs) => ({
    state: noState,
    wakeAt: Number.POSITIVE_INFINITY,
    wake() {},
    heard() {},
    take(input, record, event) {
      for (const index of byInput[input]!) {
        const { make, version } = programs[index]!
        try {
          const made = make(record)
          if (made !== undefined) outputs.emit(index, event.key, made, version?.(record))
        } catch (error) {
          outputs.failed(index, event.key, error, positionText(event))
        }
      }
      return 'taken'
    },
    finish() {},
  })
}
