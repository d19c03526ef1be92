import { toBase64 } from '../../contracts/codec/base64.ts'
import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { formatTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { type Envelope, envelopesOf, type ResolvedJob } from '../job/resolved.ts'
import type { DeadLetter, LateRecord } from './envelopes.ts'

/** Checks and converts what a run reads and writes, by its contracts; each throws RecordProblem. */
export interface RunCodecs {
  /** By input. */
  readonly decode: readonly ((value: unknown) => DecodedRecord)[]
  /** By output: the record as JSON text. */
  readonly encode: readonly ((record: DecodedRecord) => string)[]
  late(to: Envelope, record: LateRecord): string
  deadLetter(to: Envelope, letter: DeadLetter): string
}

/** JSON text in the conventions of fixtures, for every topic of the job. */
export function jsonCodecs(job: ResolvedJob): RunCodecs {
  const envelopes = new Map<string, (record: unknown) => string>()
  for (const { contract } of envelopesOf(job)) {
    if (contract !== undefined) envelopes.set(contract.name, compileJsonEncoder(contract))
  }
  /** A letter that its own contract refuses (too long a message, say) is still kept: nothing may be lost here. */
  const written = (to: Envelope, record: object, plain: object): string => {
    try {
      return envelopes.get(to.topic)?.(record) ?? JSON.stringify(plain)
    } catch (error) {
      if (error instanceof RecordProblem) return JSON.stringify(plain)
      throw error
    }
  }
  return {
    decode: job.inputs.map(({ contract, fields }) => compileJsonDecoder(contract, { fields })),
    encode: job.outputs.map(({ contract }) => compileJsonEncoder(contract)),
    late: (to, record) =>
      written(to, record, {
        ...record,
        event_time: formatTimestamp(record.event_time),
        window_start: formatTimestamp(record.window_start),
        window_end: formatTimestamp(record.window_end),
        watermark: formatTimestamp(record.watermark),
      }),
    deadLetter: (to, letter) => written(to, letter, { ...letter, raw: toBase64(letter.raw) }),
  }
}
