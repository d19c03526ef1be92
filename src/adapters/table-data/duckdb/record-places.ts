import { isJsonObject, type Json, pointer } from '../../../kernel/json.ts'
import type { IcebergType, NestedField } from '../../../lake/iceberg/types.ts'

/** Where records lie inside of a column. */
export interface RecordPlace {
  readonly column: string
  /** From the column on, as DuckDB's JSON functions take it: `[*]."point"`. */
  readonly below: string
  /** `/lines/*`: a star for every element of a list, and every value of a map. */
  readonly pointer: string
  readonly hasMany: boolean
  readonly fields: readonly string[]
}

/** A field that a record has, and a table has not. */
export interface UnknownField {
  /** `/lines/0/skuu`, or with stars where it is about no single row. */
  readonly pointer: string
  readonly name: string
  /** What the record may have. */
  readonly known: readonly string[]
}

/** Every place where columns have records inside; none for a table of plain columns. */
export function recordPlaces(fields: readonly NestedField[]): readonly RecordPlace[] {
  return fields.flatMap(({ name: column, type }) => {
    const places = (of: IcebergType, below: string, at: string, hasMany = false): readonly RecordPlace[] => {
      switch (of.kind) {
        case 'struct': {
          const here = { column, below, pointer: at, hasMany, fields: of.fields.map(({ name }) => name) }
          const inside = of.fields.flatMap(({ name, type: inner }) =>
            places(inner, `${below}.${pathKey(name)}`, pointer(at, name), hasMany),
          )
          return [here, ...inside]
        }
        case 'list':
          return places(of.element, `${below}[*]`, `${at}/*`, true)
        case 'map':
          return places(of.value, `${below}.*`, `${at}/*`, true)
        default:
          return []
      }
    }
    return places(type, '', pointer('', column))
  })
}

/** A name in a path of DuckDB's JSON functions. */
export const pathKey = (name: string): string => `"${name.replaceAll('"', '\\"')}"`

/** The first field of a value, from its beginning on, that a type has no place for. */
export function unknownIn(value: Json | undefined, type: IcebergType, at: string): UnknownField | undefined {
  switch (type.kind) {
    case 'struct': {
      if (!isJsonObject(value)) return undefined
      const inner = new Map(type.fields.map((field) => [field.name, field.type]))
      return firstOf(Object.entries(value), ([name, one]) => {
        const known = inner.get(name)
        if (known !== undefined) return unknownIn(one, known, pointer(at, name))
        return { pointer: pointer(at, name), name, known: [...inner.keys()] }
      })
    }
    case 'list':
      return Array.isArray(value)
        ? firstOf([...value.entries()], ([i, one]) => unknownIn(one, type.element, pointer(at, i)))
        : undefined
    case 'map':
      return isJsonObject(value)
        ? firstOf(Object.entries(value), ([key, one]) => unknownIn(one, type.value, pointer(at, key)))
        : undefined
    default:
      return undefined
  }
}

function firstOf<T>(items: readonly T[], look: (item: T) => UnknownField | undefined): UnknownField | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}
