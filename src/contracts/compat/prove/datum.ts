import type { Json } from '../../../kernel/json.ts'
import type {
  AvroArray,
  AvroEnum,
  AvroField,
  AvroFixed,
  AvroMap,
  AvroPrimitive,
  AvroRecord,
  AvroSchema,
  AvroUnion,
} from '../../avro/schema.ts'
import { toBase64 } from '../../codec/base64.ts'

/** A value that knows its schema. Logical types do not count: a timestamp is a long. */
export type Datum =
  | {
      readonly kind: 'scalar'
      readonly schema: AvroPrimitive | AvroEnum | AvroFixed
      /** long is bigint, bytes and fixed are Uint8Array, an enum is its symbol. */
      readonly value: null | boolean | number | bigint | string | Uint8Array
    }
  | { readonly kind: 'record'; readonly schema: AvroRecord; readonly fields: readonly FieldDatum[] }
  | { readonly kind: 'array'; readonly schema: AvroArray; readonly items: readonly Datum[] }
  | { readonly kind: 'map'; readonly schema: AvroMap; readonly entries: readonly (readonly [key: string, Datum])[] }
  | { readonly kind: 'union'; readonly schema: AvroUnion; readonly branch: AvroSchema; readonly value: Datum }

export interface FieldDatum {
  readonly field: AvroField
  readonly value: Datum
}

/** How a report shows a datum: unions bare, bytes in base64, NaN and the infinities as text. */
export function datumJson(datum: Datum): Json {
  switch (datum.kind) {
    case 'record':
      return Object.fromEntries(datum.fields.map(({ field, value }) => [field.name, datumJson(value)]))
    case 'array':
      return datum.items.map(datumJson)
    case 'map':
      return Object.fromEntries(datum.entries.map(([key, value]) => [key, datumJson(value)]))
    case 'union':
      return datumJson(datum.value)
    case 'scalar': {
      const { value } = datum
      if (value instanceof Uint8Array) return toBase64(value)
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
    }
  }
}
