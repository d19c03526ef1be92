import type { PrimitiveType } from '../../../lake/iceberg/types.ts'
import type { BoundColumn, BoundFilter } from '../../../lake/scan/bind.ts'
import { momentText } from '../../../lake/scan/literal-value.ts'
import { duckType, literal, name } from './column-sql.ts'

/** A filter as DuckDB asks it of every row. */
export function filterSql(filter: BoundFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.map((part) => `(${filterSql(part)})`).join(` ${filter.kind.toUpperCase()} `)
    case 'null':
      return `${columnSql(filter.column)} IS ${filter.isNull ? '' : 'NOT '}NULL`
    case 'in':
      return `${columnSql(filter.column)} IN (${filter.literals.map(({ text }) => valueSql(filter.column.type, text)).join(', ')})`
    case 'compare':
      return `${columnSql(filter.column)} ${filter.comparison} ${valueSql(filter.column.type, filter.literal.text)}`
  }
}

function columnSql({ path }: BoundColumn): string {
  const [first = '', ...inner] = path
  return inner.reduce((sql, part) => `struct_extract(${sql}, ${literal(part)})`, name(first))
}

function valueSql(type: PrimitiveType, text: string): string {
  if (type.kind === 'binary' || type.kind === 'fixed') return `unhex(${literal(text)})`
  const isMoment = type.kind === 'timestamp' || type.kind === 'timestamptz'
  const written = isMoment ? momentText(text).replace(/Z$/, type.kind === 'timestamptz' ? '+00' : '') : text
  return `CAST(${literal(written)} AS ${duckType(type)})`
}
