import { describe } from '../../../contracts/codec/record-problem.ts'
import { parseTimestamp } from '../../../contracts/codec/timestamp.ts'
import { isJsonObject } from '../../../kernel/json.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import type { SourceEvent } from '../../../pipelines/ports.ts'
import { topLevelFields } from './top-level.ts'

/** Fields of one line; `headers` may be left out, all others must be there. */
const FIELDS = ['topic', 'partition', 'offset', 'arrival', 'key', 'headers', 'value'] as const

/** Reads a line as an event, or says why it is none. */
export function parseEnvelope(text: string): SourceEvent | string {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  if (!isJsonObject(line)) return `expected an object, found ${describe(line)}`
  const { topic, partition, offset, arrival, key, headers, value } = line
  if (topic === undefined && partition === undefined && value === undefined)
    return 'no event, a record alone? An event is {topic, partition, offset, arrival, key, value}, a line each'
  if (typeof topic !== 'string') return wrong('topic', 'a string', topic)
  if (!isIndex(partition)) return wrong('partition', 'an integer from 0 on', partition)
  if (!isIndex(offset)) return wrong('offset', 'an integer from 0 on', offset)
  const millis = typeof arrival === 'string' ? parseArrival(arrival) : Number.NaN
  if (Number.isNaN(millis)) return wrong('arrival', 'UTC text such as "2017-03-08T12:00:00.000Z"', arrival)
  if (typeof key !== 'string' && key !== null) return wrong('key', 'a string or null', key)
  if (headers !== undefined && !isJsonObject(headers)) return wrong('headers', 'an object', headers)
  if (value === undefined) return wrong('value', 'the record', value)
  let count = headers === undefined ? 6 : 7
  for (const _ in line) count--
  if (count !== 0) {
    const unknown = Object.keys(line).find((name) => !FIELDS.some((field) => field === name)) ?? ''
    return `unknown field ${JSON.stringify(unknown)} beside ${FIELDS.join(', ')}${didYouMean(unknown, FIELDS)}`
  }
  return { topic, partition, offset, arrival: millis, key, value, text }
}

/** What a line that is no event still tells about its position: valid fields of an object, whole or broken off. */
export function salvagePosition(text: string): { partition?: number; offset?: number; arrival?: number } {
  if (text.length > 64 * 1024) return {}
  const fields = new Map(
    topLevelFields(text).flatMap(({ name, from, to }) =>
      to === undefined || to - from > LONGEST_FIELD ? [] : [[name, literal(text.slice(from, to))]],
    ),
  )
  const [partition, offset, arrival] = ['partition', 'offset', 'arrival'].map((name) => fields.get(name))
  const millis = typeof arrival === 'string' ? parseArrival(arrival) : Number.NaN
  return {
    ...(isIndex(partition) && { partition }),
    ...(isIndex(offset) && { offset }),
    ...(!Number.isNaN(millis) && { arrival: millis }),
  }
}

/** Of a position, as text. */
const LONGEST_FIELD = 40

function literal(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Milliseconds, or NaN: the arrival clock knows no microseconds. */
function parseArrival(text: string): number {
  const millis = parseTimestamp(text) / 1000
  return Number.isInteger(millis) ? millis : Number.NaN
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const wrong = (field: string, expected: string, found: unknown): string =>
  found === undefined
    ? `${field} is missing: expected ${expected}`
    : `${field}: expected ${expected}, found ${describe(found)}`
