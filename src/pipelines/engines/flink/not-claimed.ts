import type { FlinkJob } from './job.ts'
import type { FlinkOptions } from './options.ts'

/** What the job promises and the printed SQL does not do, so that nobody takes a comparison of engines for more than it is. */
export function notClaimed(job: FlinkJob, options: FlinkOptions): readonly string[] {
  const late =
    options.mode === 'batch'
      ? `Late records: batch mode knows none, so every record is counted and ${job.late.topic} stays empty.`
      : `Late records: Flink drops them and writes none to ${job.late.topic}; what is late depends on the scheduling of its sources, and its watermark is one per topic, not per partition.`
  const kafka = [
    ...(options.outputs.kind === 'kafka'
      ? [
          'Wire format of outputs: JSON. The avro-confluent format of Flink 2.3 cannot write timestamps in microseconds.',
        ]
      : []),
    ...(job.outputs.some(({ mode }) => mode === 'upsert') && options.outputs.kind === 'filesystem'
      ? ['Upserts: every version of a row is appended; the greatest version of a key is the row.']
      : []),
  ]
  return [
    late,
    'Dead letters: records are not checked against their contracts; a line that is no JSON fails the run.',
    'Overflow: a decimal that does not fit becomes NULL, a sum of integers wraps around.',
    'Order: rows come in any order; positions and arrival times are not written.',
    'Strings are compared by UTF-16 code unit when they are ordered: it differs from code points beyond U+FFFF.',
    'NaN compares as in IEEE 754 (neither less nor greater than anything), not as the greatest number.',
    ...kafka,
  ]
}
