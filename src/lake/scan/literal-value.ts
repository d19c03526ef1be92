import { parseTime, parseTimestamp } from '../../contracts/codec/timestamp.ts'
import type { Value } from '../iceberg/single-value.ts'
import type { PrimitiveType } from '../iceberg/types.ts'

const WHOLE = /^-?\d{1,38}$/
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/
const HEX = /^(?:[0-9a-f]{2})*$/i
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The value of a text that a person wrote for a column; undefined when it is none of that type. */
export function literalValue(type: PrimitiveType, text: string): Value | undefined {
  switch (type.kind) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'int':
    case 'long': {
      if (!WHOLE.test(text)) return undefined
      const value = BigInt(text)
      return BigInt.asIntN(type.kind === 'int' ? 32 : 64, value) === value ? value : undefined
    }
    case 'float':
    case 'double': {
      const value = text.trim() === '' ? Number.NaN : Number(text)
      return Number.isFinite(value) ? (type.kind === 'float' ? Math.fround(value) : value) : undefined
    }
    case 'decimal': {
      const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? []
      if (whole === '' || fraction.length > type.scale) return undefined
      const value = BigInt(`${sign}${whole}${fraction.padEnd(type.scale, '0')}`)
      return String(value).replace('-', '').length <= type.precision ? value : undefined
    }
    case 'date': {
      const micros = /^\d{4}-\d\d-\d\d$/.test(text) ? microsOf(`${text}T00:00:00Z`) : undefined
      return micros === undefined ? undefined : Number(micros / 86_400_000_000n)
    }
    case 'time': {
      const micros = parseTime(text)
      return Number.isNaN(micros) ? undefined : BigInt(micros)
    }
    case 'timestamp':
    case 'timestamptz':
      return microsOf(momentText(text))
    case 'uuid':
      return UUID.test(text.toLowerCase()) ? text.toLowerCase() : undefined
    case 'string':
      return text
    case 'fixed':
    case 'binary':
      return bytesOf(text, type.kind === 'fixed' ? type.length : undefined)
  }
}

const DAYS_OF_400_YEARS = 146_097n

/** Microseconds of any year of four digits, 9999 too: the calendar is the same 400 years on, and numbers are exact from 1684 to 2255. */
function microsOf(moment: string): bigint | undefined {
  const year = Number(moment.slice(0, 4))
  const cycles = Math.floor((year - 1800) / 400)
  const micros = parseTimestamp(`${year - cycles * 400}${moment.slice(4)}`)
  return Number.isNaN(micros) ? undefined : BigInt(micros) + BigInt(cycles) * DAYS_OF_400_YEARS * 86_400_000_000n
}

/** Bytes are written in hexadecimal. */
function bytesOf(text: string, length: number | undefined): Uint8Array | undefined {
  if (!HEX.test(text) || (length !== undefined && text.length !== 2 * length)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16))
}

/** What a person may leave out of a moment: the time, the T, the Z. */
export function momentText(text: string): string {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text.replace(' ', 'T')
  return /Z$/.test(whole) ? whole : `${whole.replace(/\+00(?::?00)?$/, '')}Z`
}

/** How such a value is written, for messages. */
export function exampleOf(type: PrimitiveType): string {
  switch (type.kind) {
    case 'boolean':
      return 'true'
    case 'int':
    case 'long':
      return '42'
    case 'float':
    case 'double':
      return '1.5'
    case 'decimal':
      return `${(42).toFixed(Math.min(type.scale, 20))}`
    case 'date':
      return "'2026-11-22'"
    case 'time':
      return "'10:15:00'"
    case 'timestamp':
    case 'timestamptz':
      return "'2026-11-22T10:15:00Z'"
    case 'uuid':
      return "'00000000-0000-4000-8000-000000000000'"
    case 'string':
      return "'br'"
    case 'binary':
      return "'00FF'"
    case 'fixed':
      return `'${'00'.repeat(type.length)}'`
  }
}
