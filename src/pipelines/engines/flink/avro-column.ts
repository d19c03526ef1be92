import type { AvroSchema } from '../../../contracts/avro/schema.ts'
import { DqError } from '../../../kernel/errors.ts'
import { quoted } from './quoted.ts'

/**
 * The type of a column in Flink's avro-confluent format, whose own derivation takes no instants and no microseconds:
 * timestamps and times of day stay the integers they are on the wire.
 */
export function avroColumn(schema: AvroSchema): string {
  if (schema.kind !== 'union') return `${bareColumn(schema)} NOT NULL`
  const branches = schema.branches.filter(({ kind }) => kind !== 'null')
  if (branches.length !== 1 || branches.length === schema.branches.length) throw noColumn('a union of several types')
  return bareColumn(branches[0]!)
}

function bareColumn(schema: AvroSchema): string {
  const { logical } = schema
  if (logical?.name === 'decimal') return `DECIMAL(${logical.precision}, ${logical.scale})`
  if (logical?.name === 'date') return 'DATE'
  switch (schema.kind) {
    case 'record':
      return `ROW<${schema.fields.map(({ name, type }) => `${quoted(name)} ${avroColumn(type)}`).join(', ')}>`
    case 'array':
      return `ARRAY<${avroColumn(schema.items)}>`
    case 'map':
      return `MAP<STRING NOT NULL, ${avroColumn(schema.values)}>`
    case 'enum':
      return 'STRING'
    case 'fixed':
      return `BINARY(${schema.size})`
    case 'long':
      return 'BIGINT'
    case 'null':
    case 'union':
      throw noColumn(schema.kind)
    default:
      return schema.kind.toUpperCase()
  }
}

const noColumn = (what: string): DqError =>
  new DqError(`Flink's Avro format has no column for ${what}`, {
    hint: 'run this job on files, or on the embedded engine',
  })
