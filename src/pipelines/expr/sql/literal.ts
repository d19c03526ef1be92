import type { LiteralExpr } from '../ir.ts'
import { digitsOfDecimal } from '../literals.ts'
import type { Dialect } from './dialect.ts'
import { sqlString } from './quote.ts'

/** The literal with exactly its type; a bare null is `NULL` and is cast where it stands. */
export function sqlLiteral(literal: LiteralExpr, dialect: Dialect): string {
  switch (literal.type) {
    case 'null':
      return 'NULL'
    case 'boolean':
      return literal.value ? 'TRUE' : 'FALSE'
    case 'int':
      // A minus is an operator in SQL, so the least int would be negated after it did not fit.
      return literal.value < 0
        ? `CAST(${literal.value} AS ${dialect === 'duckdb' ? 'INTEGER' : 'INT'})`
        : `${literal.value}`
    case 'long':
      return `CAST('${literal.value}' AS BIGINT)`
    case 'double':
    case 'float':
      return `CAST('${Object.is(literal.value, -0) ? '-0.0' : literal.value}' AS ${literal.type.toUpperCase()})`
    case 'string':
      return sqlString(literal.value)
    case 'decimal': {
      const { precision, scale } = digitsOfDecimal(literal.value)
      // Flink reads a number of more than 18 digits as out of range, and a text exactly.
      const text = dialect === 'flink' && precision > 18 ? `'${literal.value}'` : literal.value
      return `CAST(${text} AS DECIMAL(${precision}, ${scale}))`
    }
    case 'timestamp': {
      const text = `TIMESTAMP '${literal.value.replace('T', ' ').replace('Z', '')}'`
      return dialect === 'duckdb' ? text : `CAST(${text} AS TIMESTAMP_LTZ(6))`
    }
    case 'date':
      return `DATE '${literal.value}'`
    case 'bytes': {
      const hex = [...atob(literal.value)].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
      return dialect === 'duckdb' ? `from_hex('${hex}')` : `X'${hex}'`
    }
  }
}
