import { compileAvroEncoder } from '../../contracts/codec/avro-encoder.ts'
import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import type { Contract } from '../../contracts/model.ts'
import type { Envelope } from '../job/resolved.ts'
import type { OutEvent } from '../ports.ts'

/** What the records of all topics are written in. */
export type OutputFormat = 'json' | 'avro'

type Encoder = (record: unknown) => OutEvent['value']

export const encoderOf = (contract: Pick<Contract, 'schema' | 'fields'>, format: OutputFormat): Encoder =>
  format === 'avro' ? compileAvroEncoder(contract) : compileJsonEncoder(contract)

/**
 * Writes late records or dead letters of one topic. One that its own contract refuses (too long a message, say) is still kept: nothing
 * may be lost here. A topic without a contract holds JSON text. `plain` is the record as JSON, without a contract.
 */
export function letterEncoder(
  { contract }: Envelope,
  format: OutputFormat,
): (record: object, plain: () => object) => OutEvent['value'] {
  if (contract === undefined) return (_, plain) => JSON.stringify(plain())
  const encode = encoderOf(contract, format)
  // Without the contract's constraints: its types were checked when the job was loaded.
  const loose = format === 'avro' ? encoderOf({ schema: contract.schema, fields: [] }, format) : undefined
  return (record, plain) => {
    try {
      return encode(record)
    } catch (error) {
      if (error instanceof RecordProblem) return loose?.(record) ?? JSON.stringify(plain())
      throw error
    }
  }
}
