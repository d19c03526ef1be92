import type { IcebergType } from '../../../lake/iceberg/types.ts'
import { duckType, literal, name } from './column-sql.ts'
import { exactlySql } from './exact-decimal.ts'
import { pathKey } from './record-places.ts'

/**
 * A JSON value as one of a type; an error where it, or something in it, is none. A record may lack fields and have others: DuckDB's own cast
 * refuses both.
 */
export function typedJson(of: string, type: IcebergType, depth = 0): string {
  const one = `v${depth}`
  const inner = (value: string, of: IcebergType): string => typedJson(`nullif(${value}, 'null'::JSON)`, of, depth + 1)
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map(
        (field) =>
          `${name(field.name)} := ${inner(`json_extract(${of}, ${literal(`$.${pathKey(field.name)}`)})`, field.type)}`,
      )
      return only(of, 'OBJECT', type, `struct_pack(${fields.join(', ')})`)
    }
    case 'list':
      return only(
        of,
        'ARRAY',
        type,
        `list_transform(json_extract(${of}, '$[*]'), lambda ${one}: ${inner(one, type.element)})`,
      )
    case 'map': {
      const values = `list_transform(json_extract(${of}, '$.*'), lambda ${one}: ${inner(one, type.value)})`
      return only(of, 'OBJECT', type, `map(json_keys(${of}), ${values})`)
    }
    case 'string':
      return `json_extract_string(${of}, '$')`
    case 'binary':
    case 'fixed':
      return `from_base64(json_extract_string(${of}, '$'))`
    case 'decimal':
      return exactlySql(`json_extract_string(${of}, '$')`, type, 'text')
    default:
      return `CAST(${of} AS ${duckType(type)})`
  }
}

/** What is of another kind is for DuckDB to refuse. */
const only = (of: string, kind: 'OBJECT' | 'ARRAY', type: IcebergType, value: string): string =>
  `CASE WHEN json_type(${of}) = '${kind}' THEN ${value} ELSE CAST(${of} AS ${duckType(type)}) END`
