import { type IcebergType, typeText } from '../../../lake/iceberg/types.ts'
import { type Guard, name } from './column-sql.ts'
import { typedJson } from './json-value.ts'

/**
 * Whether a column of JSON has to be looked into: DuckDB's own reading takes the letters of base64 inside of records, lists and maps for the
 * bytes, and rounds decimals there. `isExact`: of rows that nobody has looked at yet.
 */
export function isReadInside(type: IcebergType, isExact: boolean): boolean {
  const matters = (inner: IcebergType): boolean =>
    inner.kind === 'binary' ||
    inner.kind === 'fixed' ||
    (isExact && inner.kind === 'decimal') ||
    isReadInside(inner, isExact)
  switch (type.kind) {
    case 'struct':
      return type.fields.some((field) => matters(field.type))
    case 'list':
      return matters(type.element)
    case 'map':
      return matters(type.value)
    default:
      return false
  }
}

/** The value of a column that was read as JSON. */
export const insideSql = (of: string, type: IcebergType): string => typedJson(`nullif(${of}, 'null'::JSON)`, type)

/** Something inside of a column is not of its type, or would be rounded. */
export const misfitGuard = (column: string, type: IcebergType): Guard => ({
  sql: `nullif(${name(column)}, 'null'::JSON) IS NOT NULL AND TRY(${insideSql(name(column), type)}) IS NULL`,
  message: `a row breaks the contract: "${column}" is no ${typeText(type)}`,
})
