import { toBase64 } from '../../contracts/codec/base64.ts'
import { formatTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { Contract } from '../../contracts/model.ts'
import { type Envelope, envelopesOf, type ResolvedJob } from '../job/resolved.ts'
import type { OutEvent, SourceEvent } from '../ports.ts'
import type { DeadLetter, LateRecord } from './envelopes.ts'
import { decoderOf, textOf } from './input-codecs.ts'
import { encoderOf, letterEncoder, type OutputFormat } from './output-codecs.ts'

type Written = OutEvent['value']

/** Checks and converts what a run reads and writes, by its contracts; each throws RecordProblem. */
export interface RunCodecs {
  /** By input. */
  readonly decode: readonly ((event: SourceEvent) => DecodedRecord)[]
  /** By input: the record as JSON text, from its own bytes. */
  readonly text: readonly ((event: SourceEvent, raw: Uint8Array) => string)[]
  /** By output: the record as its topic has it. */
  readonly encode: readonly ((record: DecodedRecord) => Written)[]
  /** By output: the record as JSON text, as stores keep it. */
  readonly row: readonly ((record: DecodedRecord, written: Written) => string)[]
  late(to: Envelope, record: LateRecord): Written
  deadLetter(to: Envelope, letter: DeadLetter): Written
}

/** Reads JSON and Avro, as events come; writes every topic in one format, or each in its own. JSON is in the conventions of fixtures. */
export function runCodecs(
  job: ResolvedJob,
  format: OutputFormat | ((contract: Contract) => OutputFormat) = 'json',
): RunCodecs {
  const formatOf = typeof format === 'function' ? format : () => format
  const letters = new Map(
    envelopesOf(job).map((to) => [
      to.topic,
      letterEncoder(to, to.contract === undefined ? 'json' : formatOf(to.contract)),
    ]),
  )
  const rows = job.outputs.map(({ contract }) => encoderOf(contract, 'json'))
  return {
    decode: job.inputs.map(({ contract, fields }) => decoderOf(contract, fields)),
    text: job.inputs.map(({ contract }) => textOf(contract)),
    encode: job.outputs.map(({ contract }) => encoderOf(contract, formatOf(contract))),
    row: rows.map((encode) => (record, written) => (typeof written === 'string' ? written : String(encode(record)))),
    late: (to, record) =>
      letters.get(to.topic)!(record, () => ({
        ...record,
        event_time: formatTimestamp(record.event_time),
        window_start: formatTimestamp(record.window_start),
        window_end: formatTimestamp(record.window_end),
        watermark: formatTimestamp(record.watermark),
      })),
    deadLetter: (to, letter) => letters.get(to.topic)!(letter, () => ({ ...letter, raw: toBase64(letter.raw) })),
  }
}
