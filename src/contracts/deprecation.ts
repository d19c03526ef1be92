import type { AvroField } from './avro/schema.ts'

/** A field that will go: the attributes `"deprecated": true` (or the reason) and `"sunset": "YYYY-MM-DD"` of a field of the avsc. */
export interface Deprecation {
  readonly reason?: string
  /** The day from which it may be removed. */
  readonly sunset?: string
}

/** The deprecation a field declares; undefined when it declares none, or none that can be read. */
export function deprecationOf({ props }: AvroField): Deprecation | undefined {
  const { deprecated, sunset } = props
  if (deprecated !== true && typeof deprecated !== 'string') return undefined
  return {
    ...(typeof deprecated === 'string' && { reason: deprecated }),
    ...(typeof sunset === 'string' && isDay(sunset) && { sunset }),
  }
}

/** What is wrong with a field's `deprecated` and `sunset`; the key at fault and why. */
export function* deprecationFaults({ props }: AvroField): Iterable<{ key: 'deprecated' | 'sunset'; message: string }> {
  const { deprecated, sunset } = props
  if (
    deprecated !== undefined &&
    typeof deprecated !== 'boolean' &&
    (typeof deprecated !== 'string' || deprecated === '')
  )
    yield { key: 'deprecated', message: '"deprecated" is neither true, false nor the reason' }
  if (sunset === undefined) return
  if (typeof sunset !== 'string' || !isDay(sunset))
    yield { key: 'sunset', message: `"sunset" is no day: ${JSON.stringify(sunset)}` }
  if (deprecated === undefined || deprecated === false)
    yield { key: 'sunset', message: '"sunset" stands on a field that is not deprecated' }
}

/** A day of the calendar as YYYY-MM-DD. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
