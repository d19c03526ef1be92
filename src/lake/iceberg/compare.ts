import type { Value } from './single-value.ts'

/** Order of values of one column type: numbers by value, text by code point (UTF-8 order), bytes unsigned, false before true. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string')
    return compareBytes(new TextEncoder().encode(a), new TextEncoder().encode(b))
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) if (a[i]! !== b[i]!) return a[i]! - b[i]!
  return a.length - b.length
}
