import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type IcebergType, type PrimitiveType, type StructType, typeText } from './types.ts'

/** Table specification, "Partition Transforms". An unknown one (of a later version) keeps its text. */
export type Transform =
  | { readonly kind: 'identity' | 'void' | 'year' | 'month' | 'day' | 'hour' }
  | { readonly kind: 'bucket'; readonly buckets: number }
  | { readonly kind: 'truncate'; readonly width: number }
  | { readonly kind: 'unknown'; readonly text: string }

export interface PartitionField {
  readonly sourceId: number
  /** From 1000 on, unique in all specs of a table. */
  readonly fieldId: number
  readonly name: string
  readonly transform: Transform
}

export interface PartitionSpec {
  readonly specId: number
  readonly fields: readonly PartitionField[]
}

export function parseTransform(text: string): Transform {
  const [, name = text, argument] = /^(bucket|truncate)\[(\d+)\]$/.exec(text) ?? []
  if (name === 'bucket' && argument !== undefined) return { kind: 'bucket', buckets: Number(argument) }
  if (name === 'truncate' && argument !== undefined) return { kind: 'truncate', width: Number(argument) }
  switch (text) {
    case 'identity':
    case 'void':
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
      return { kind: text }
    default:
      return { kind: 'unknown', text }
  }
}

export function transformText(transform: Transform): string {
  switch (transform.kind) {
    case 'bucket':
      return `bucket[${transform.buckets}]`
    case 'truncate':
      return `truncate[${transform.width}]`
    case 'unknown':
      return transform.text
    default:
      return transform.kind
  }
}

const TEMPORAL = new Set(['date', 'timestamp', 'timestamptz'])
const HASHED = new Set([
  'int',
  'long',
  'decimal',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'string',
  'uuid',
  'fixed',
  'binary',
])
const CUT = new Set(['int', 'long', 'decimal', 'string', 'binary'])

/** The type of a partition value; a DqError where the transform does not take the column. Day is a date in files and a number of days in bounds. */
export function partitionType(transform: Transform, source: IcebergType, column: string): PrimitiveType {
  const refuse = (): never => {
    throw new DqError(`${transformText(transform)} does not take the column ${column}: it is a ${typeText(source)}`, {
      hint: 'identity takes every column without an inside; day, month, year, hour take times; bucket and truncate whole numbers, decimals, text',
    })
  }
  if (source.kind === 'struct' || source.kind === 'list' || source.kind === 'map') return refuse()
  switch (transform.kind) {
    case 'identity':
    case 'void':
      return source
    case 'hour':
      return source.kind !== 'date' && TEMPORAL.has(source.kind) ? { kind: 'int' } : refuse()
    case 'year':
    case 'month':
      return TEMPORAL.has(source.kind) ? { kind: 'int' } : refuse()
    case 'day':
      return TEMPORAL.has(source.kind) ? { kind: 'date' } : refuse()
    case 'bucket':
      return HASHED.has(source.kind) ? { kind: 'int' } : refuse()
    case 'truncate':
      return CUT.has(source.kind) ? source : refuse()
    case 'unknown':
      return refuse()
  }
}

export const partitionSpecSchema = z
  .object({
    'spec-id': z.int().default(0),
    fields: z.array(
      z.object({ 'source-id': z.int(), 'field-id': z.int(), name: z.string(), transform: z.string() }).transform(
        (field): PartitionField => ({
          sourceId: field['source-id'],
          fieldId: field['field-id'],
          name: field.name,
          transform: parseTransform(field.transform),
        }),
      ),
    ),
  })
  .transform((spec): PartitionSpec => ({ specId: spec['spec-id'], fields: spec.fields }))

export const partitionFieldsJson = ({ fields }: PartitionSpec): readonly JsonObject[] =>
  fields.map(({ sourceId, fieldId, name, transform }) => ({
    name,
    transform: transformText(transform),
    'source-id': sourceId,
    'field-id': fieldId,
  }))

/** The tuple of a spec's values as a struct: what manifests hold for each file. */
export function partitionStruct(spec: PartitionSpec, typeOf: (fieldId: number) => IcebergType | undefined): StructType {
  return {
    kind: 'struct',
    fields: spec.fields.map(({ fieldId, name, sourceId, transform }) => {
      const source = typeOf(sourceId)
      // A column that was dropped: only its type is lost, and values of it are not looked at any more.
      const type = source === undefined ? { kind: 'string' as const } : partitionType(transform, source, name)
      return { id: fieldId, name, required: false, type }
    }),
  }
}
