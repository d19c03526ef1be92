import { toBase64 } from '../../../contracts/codec/base64.ts'
import { formatDate } from '../../../contracts/codec/civil-date.ts'
import { formatDecimal } from '../../../contracts/codec/decimal.ts'
import { formatTime, formatTimestamp } from '../../../contracts/codec/timestamp.ts'
import type { Value } from '../../../contracts/codec/value.ts'
import type { Json } from '../../../kernel/json.ts'
import type { Type } from '../../../kernel/value-type.ts'

/** Turns values of the type into JSON as fixtures write it, so that a user's code sees the same form everywhere; undefined for nested records, maps and unions. */
export function jsonForm(type: Type): ((value: Value) => Json) | undefined {
  const form = formOf(type)
  return form && ((value) => (value === null ? null : form(value)))
}

// What a value is its type says: hence the casts.
function formOf(type: Type): ((value: Value) => Json) | undefined {
  switch (type.kind) {
    case 'boolean':
    case 'int':
    case 'int53':
    case 'string':
      return (value) => value as Json
    case 'float':
    case 'double':
      return (value) => (Number.isFinite(value) ? (value as number) : String(value))
    case 'long':
      return (value) => {
        const number = Number(value)
        return Number.isSafeInteger(number) ? number : String(value)
      }
    case 'decimal':
      return (value) => formatDecimal(value as number | bigint, type.scale)
    case 'bytes':
      return (value) => toBase64(value as Uint8Array)
    case 'date':
      return (value) => formatDate(value as number)
    case 'time':
      return (value) => formatTime(value as number)
    case 'timestamp':
      return (value) => formatTimestamp(value as number)
    case 'array': {
      const item = jsonForm(type.items)
      return item && ((value) => (value as readonly Value[]).map(item))
    }
    case 'record':
    case 'map':
    case 'union':
      return undefined
  }
}
