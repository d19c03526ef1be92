import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type IcebergSchema, type IcebergType, type NestedField, SIMPLE, type SimpleName, typeText } from './types.ts'

const DECIMAL = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/
const FIXED = /^fixed\[\s*(\d+)\s*\]$/

/** Table specification, "Appendix C: JSON serialization", Schemas. Engines differ in the blanks of `decimal(12, 2)`. */
const primitiveSchema = z.string().transform((text, context): IcebergType => {
  if (SIMPLE.has(text)) return { kind: text as SimpleName }
  const decimal = DECIMAL.exec(text)
  if (decimal !== null) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
  const fixed = FIXED.exec(text)
  if (fixed !== null) return { kind: 'fixed', length: Number(fixed[1]) }
  context.addIssue(`"${text}" is no type of Iceberg's format version 2`)
  return z.NEVER
})

const typeSchema: z.ZodType<IcebergType> = z.lazy(() =>
  z.union([
    primitiveSchema,
    z
      .object({ type: z.literal('struct'), fields: z.array(fieldSchema) })
      .transform(({ fields }): IcebergType => ({ kind: 'struct', fields })),
    z
      .object({ type: z.literal('list'), 'element-id': z.int(), element: typeSchema, 'element-required': z.boolean() })
      .transform(
        (list): IcebergType => ({
          kind: 'list',
          elementId: list['element-id'],
          element: list.element,
          elementRequired: list['element-required'],
        }),
      ),
    z
      .object({
        type: z.literal('map'),
        'key-id': z.int(),
        key: typeSchema,
        'value-id': z.int(),
        value: typeSchema,
        'value-required': z.boolean(),
      })
      .transform(
        (map): IcebergType => ({
          kind: 'map',
          keyId: map['key-id'],
          key: map.key,
          valueId: map['value-id'],
          value: map.value,
          valueRequired: map['value-required'],
        }),
      ),
  ]),
)

const fieldSchema: z.ZodType<NestedField> = z
  .object({ id: z.int(), name: z.string(), required: z.boolean(), type: typeSchema, doc: z.string().nullish() })
  .transform(({ doc, ...field }): NestedField => ({ ...field, ...(doc != null && { doc }) }))

export const icebergSchemaSchema = z
  .object({
    'schema-id': z.int().default(0),
    'identifier-field-ids': z.array(z.int()).default([]),
    fields: z.array(fieldSchema),
  })
  .transform(
    (schema): IcebergSchema => ({
      kind: 'struct',
      schemaId: schema['schema-id'],
      identifierFieldIds: schema['identifier-field-ids'],
      fields: schema.fields,
    }),
  )

export const schemaJson = ({ schemaId, identifierFieldIds, fields }: IcebergSchema): JsonObject => ({
  type: 'struct',
  'schema-id': schemaId,
  ...(identifierFieldIds.length > 0 && { 'identifier-field-ids': [...identifierFieldIds] }),
  fields: fields.map(fieldJson),
})

const fieldJson = ({ id, name, required, type, doc }: NestedField): JsonObject => ({
  id,
  name,
  required,
  type: typeJson(type),
  ...(doc !== undefined && { doc }),
})

function typeJson(type: IcebergType): string | JsonObject {
  switch (type.kind) {
    case 'struct':
      return { type: 'struct', fields: type.fields.map(fieldJson) }
    case 'list':
      return {
        type: 'list',
        'element-id': type.elementId,
        element: typeJson(type.element),
        'element-required': type.elementRequired,
      }
    case 'map':
      return {
        type: 'map',
        'key-id': type.keyId,
        key: typeJson(type.key),
        'value-id': type.valueId,
        value: typeJson(type.value),
        'value-required': type.valueRequired,
      }
    default:
      return typeText(type)
  }
}
