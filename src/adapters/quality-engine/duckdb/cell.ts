import type { Cell } from '../../../quality/expectation.ts'

const INTEGERS = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/

/** DuckDB's JSON form of a value: integers and decimals come as text, timestamps with a space. */
export function cellOf(value: unknown, type: string): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value
  if (INTEGERS.test(type)) return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return value
  if (type === 'DECIMAL') return Number(value)
  if (type.startsWith('TIMESTAMP')) return String(value).replace(' ', 'T')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
