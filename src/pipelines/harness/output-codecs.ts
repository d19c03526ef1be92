import { compileAvroEncoder } from '../../contracts/codec/avro-encoder.ts'
import { recordBytes } from '../../contracts/codec/avro-record.ts'
import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import type { Shape, ShapeOf } from '../../contracts/codec/shape.ts'
import { contractShape } from '../../contracts/codec/shape-of.ts'
import { widest } from '../../contracts/codec/shape-of-type.ts'
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
  const loose = format === 'avro' ? recordBytes(unlimited(contractShape(contract))) : undefined
  return (record, plain) => {
    try {
      return encode(record)
    } catch (error) {
      if (error instanceof RecordProblem) return loose?.write(record) ?? JSON.stringify(plain())
      throw error
    }
  }
}

/** The same types without the contract's limits: they were checked when the job was loaded. */
function unlimited(shape: ShapeOf<'record'>): ShapeOf<'record'> {
  const fields = shape.definition.fields.map((field) => ({ ...field, shape: withoutLimits(field.shape) }))
  return { ...shape, definition: { ...shape.definition, fields } }
}

function withoutLimits(shape: Shape): Shape {
  switch (shape.kind) {
    case 'string':
    case 'enum':
      return { ...shape, limits: {} }
    case 'int':
    case 'int53':
    case 'timestamp':
      return { ...shape, range: widest(shape.kind) }
    default:
      return shape
  }
}
