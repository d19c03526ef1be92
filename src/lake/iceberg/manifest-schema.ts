import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { parseAvroText } from '../../contracts/avro/text.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type PrimitiveType, type StructType, typeText } from './types.ts'

export interface AvroText {
  readonly text: string
  readonly schema: AvroRecord
}

const field = (id: number, name: string, type: unknown, more: object = {}) => ({ name, type, ...more, 'field-id': id })
const optional = (id: number, name: string, type: unknown) => field(id, name, ['null', type], { default: null })

/** Avro's maps have text for keys: a map by column id is a list of pairs ("Appendix A: Avro"). */
const pairs = (id: number, name: string, [key, value]: readonly [number, number], type: unknown) =>
  optional(id, name, {
    type: 'array',
    logicalType: 'map',
    items: {
      type: 'record',
      name: `k${key}_v${value}`,
      fields: [field(key, 'key', 'int'), field(value, 'value', type)],
    },
  })

const list = (id: number, name: string, element: number, items: unknown) =>
  optional(id, name, { type: 'array', items, 'element-id': element })

/** Table specification, "Manifests": `partition` is the tuple of the manifest's partition spec. */
export function manifestSchema(partition: StructType): AvroText {
  const dataFile = {
    type: 'record',
    name: 'r2',
    fields: [
      field(134, 'content', 'int'),
      field(100, 'file_path', 'string'),
      field(101, 'file_format', 'string'),
      field(102, 'partition', { type: 'record', name: 'r102', fields: partition.fields.map(partitionField) }),
      field(103, 'record_count', 'long'),
      field(104, 'file_size_in_bytes', 'long'),
      pairs(108, 'column_sizes', [117, 118], 'long'),
      pairs(109, 'value_counts', [119, 120], 'long'),
      pairs(110, 'null_value_counts', [121, 122], 'long'),
      pairs(137, 'nan_value_counts', [138, 139], 'long'),
      pairs(125, 'lower_bounds', [126, 127], 'bytes'),
      pairs(128, 'upper_bounds', [129, 130], 'bytes'),
      optional(131, 'key_metadata', 'bytes'),
      list(132, 'split_offsets', 133, 'long'),
      list(135, 'equality_ids', 136, 'int'),
      optional(140, 'sort_order_id', 'int'),
    ],
  }
  return avroText({
    type: 'record',
    name: 'manifest_entry',
    fields: [
      field(0, 'status', 'int'),
      optional(1, 'snapshot_id', 'long'),
      optional(3, 'sequence_number', 'long'),
      optional(4, 'file_sequence_number', 'long'),
      field(2, 'data_file', dataFile),
    ],
  })
}

/** Names of columns may be no names in Avro: engines find the fields by their ids. */
const partitionField = ({ id, name, type }: StructType['fields'][number]) => ({
  ...optional(id, avroName(name), avroType(type as PrimitiveType, id)),
})

/** "Appendix A": what Avro cannot say in a name is `_x` and the code, and a digit comes behind `_`. */
const avroName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9_]/g, (char) => `_x${char.codePointAt(0)!.toString(16).toUpperCase()}`)
    .replace(/^(?=\d)/, '_')

function avroType(type: PrimitiveType, id: number): unknown {
  switch (type.kind) {
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'string':
      return type.kind
    case 'date':
      return { type: 'int', logicalType: 'date' }
    case 'time':
      return { type: 'long', logicalType: 'time-micros' }
    case 'timestamp':
    case 'timestamptz':
      return { type: 'long', logicalType: 'timestamp-micros', 'adjust-to-utc': type.kind === 'timestamptz' }
    case 'decimal': {
      const { precision, scale } = type
      return {
        type: 'fixed',
        name: `decimal_${id}`,
        size: decimalBytes(precision),
        logicalType: 'decimal',
        precision,
        scale,
      }
    }
    case 'uuid':
      return { type: 'fixed', name: `uuid_${id}`, size: 16, logicalType: 'uuid' }
    case 'fixed':
      return { type: 'fixed', name: `fixed_${id}`, size: type.length }
    case 'binary':
      return 'bytes'
    default:
      throw new Error(`no partition is a ${typeText(type)}`)
  }
}

/** The fewest bytes that hold every unscaled value of so many digits ("Appendix A"). */
export function decimalBytes(precision: number): number {
  let size = 1
  while (2n ** BigInt(8 * size - 1) < 10n ** BigInt(precision)) size++
  return size
}

/** Table specification, "Manifest Lists". */
export const manifestListSchema: AvroText = avroText({
  type: 'record',
  name: 'manifest_file',
  fields: [
    field(500, 'manifest_path', 'string'),
    field(501, 'manifest_length', 'long'),
    field(502, 'partition_spec_id', 'int'),
    field(517, 'content', 'int'),
    field(515, 'sequence_number', 'long'),
    field(516, 'min_sequence_number', 'long'),
    field(503, 'added_snapshot_id', 'long'),
    field(504, 'added_files_count', 'int'),
    field(505, 'existing_files_count', 'int'),
    field(506, 'deleted_files_count', 'int'),
    field(512, 'added_rows_count', 'long'),
    field(513, 'existing_rows_count', 'long'),
    field(514, 'deleted_rows_count', 'long'),
    list(507, 'partitions', 508, {
      type: 'record',
      name: 'r508',
      fields: [
        field(509, 'contains_null', 'boolean'),
        optional(518, 'contains_nan', 'boolean'),
        optional(510, 'lower_bound', 'bytes'),
        optional(511, 'upper_bound', 'bytes'),
      ],
    }),
    optional(519, 'key_metadata', 'bytes'),
  ],
})

function avroText(json: JsonObject | object): AvroText {
  const text = JSON.stringify(json)
  const { schema } = parseAvroText(text, 'a manifest')
  if (schema.kind !== 'record') throw new Error('a manifest holds records')
  return { text, schema }
}
