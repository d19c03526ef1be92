import { z } from 'zod'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { compileAvroDecoder } from '../../contracts/codec/avro-decoder.ts'
import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'

/** A dead letter as it stands in its topic, with what became of it. */
export interface Letter {
  /** Where the letter itself is: `<partition>/<offset>`, in the topic of dead letters. */
  readonly id: string
  readonly job: string
  /** Where the refused record was read; offset −1: the job had made it itself. */
  readonly source: { readonly topic: string; readonly partition: number; readonly offset: number }
  readonly key: string | null
  readonly reason: string
  readonly path: string
  readonly message: string
  /** The refused record's own bytes. */
  readonly raw: Uint8Array
  /** Milliseconds since the epoch, of the letter. */
  readonly arrival: number
  readonly state: LetterState
  readonly handled?: Handled
}

export type LetterState = 'open' | 'replayed' | 'dropped'

/** What was done with a letter, as it is kept. */
export const Handled = z.strictObject({
  action: z.enum(['replayed', 'dropped']),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Why it was dropped. */
  because: z.string().optional(),
})
export type Handled = z.infer<typeof Handled>

/** What is common to the two places where letters lie: topics, and files of a run. */
export interface Letters {
  /** In the order in which they were written. */
  read(): AsyncIterable<Letter>
  /** Puts the original bytes back, each once whatever happens in between; gives how many, without those that another had handled meanwhile. */
  replay(letters: readonly Letter[], at: string): Promise<number>
  drop(letters: readonly Letter[], handled: Handled): Promise<number>
  close(): Promise<void>
}

type Fields = Omit<Letter, 'id' | 'arrival' | 'state' | 'handled'>

const Plain = z.object({
  job: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  key: z.string().nullable(),
  reason: z.string(),
  path: z.string(),
  message: z.string(),
  raw: z.base64(),
})

/** Reads records of a topic of dead letters, by its contract where it has one. */
export function letterReader(
  contract: Contract | undefined,
): (value: unknown, schema: AvroRecord | undefined, from?: number, to?: number) => Fields {
  if (contract !== undefined && !NAMES.every((name) => contract.schema.fields.some((field) => field.name === name)))
    throw new DqError(`${contract.name} holds no dead letters: its contract has other fields`, { hint: HINT })
  // A letter may break limits of its own contract (a long message): it is read all the same.
  const loose = contract && { schema: contract.schema, fields: [] }
  const json = loose && compileJsonDecoder(loose)
  const avro = new Map<AvroRecord, ReturnType<typeof compileAvroDecoder>>()
  return (value, writer, from, to) => {
    if (loose === undefined || json === undefined) return ofPlain(value)
    if (writer === undefined) return ofRecord(json(value))
    const decode = avro.get(writer) ?? compileAvroDecoder(loose, { writer })
    avro.set(writer, decode)
    return ofRecord(decode(value as Uint8Array, from, to))
  }
}

const NAMES = Object.keys(Plain.shape)
const HINT = 'name the topic that a job writes its dead letters to'

function ofPlain(value: unknown): Fields {
  const read = Plain.safeParse(value)
  if (!read.success) throw new DqError('there is a record that is no dead letter of dq', { hint: HINT })
  const { topic, partition, offset, raw, ...rest } = read.data
  return { ...rest, source: { topic, partition, offset }, raw: Buffer.from(raw, 'base64') }
}

function ofRecord({ job, topic, partition, offset, key, reason, path, message, raw }: DecodedRecord): Fields {
  return {
    job: String(job),
    source: { topic: String(topic), partition: Number(partition), offset: Number(offset) },
    key: key === null || key === undefined ? null : String(key),
    reason: String(reason),
    path: String(path),
    message: String(message),
    raw: raw instanceof Uint8Array ? raw : new Uint8Array(),
  }
}
