import { DqError } from '../../../kernel/errors.ts'
import type { Type } from '../../../kernel/value-type.ts'
import { sqlType } from '../../expr/sql/types.ts'
import { typeText } from '../../expr/type-text.ts'
import { quoted } from './quoted.ts'

/** The type of a column read from JSON, nested records and maps too. Every column may be null: the contract is not checked there. */
export function columnType(type: Type): string {
  switch (type.kind) {
    case 'record':
      return `ROW<${type.fields.map((field) => `${quoted(field.name)} ${columnType(field.type)}`).join(', ')}>`
    case 'map':
      return `MAP<STRING, ${columnType(type.values)}>`
    case 'array':
      return `ARRAY<${columnType(type.items)}>`
    case 'union':
      throw new DqError(`Flink SQL has no type for ${typeText(type)}`, { hint: 'leave the field out of the job' })
    default:
      return sqlType(type, 'flink')
  }
}
