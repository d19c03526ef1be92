import { parseTimestamp } from '../../../contracts/codec/timestamp.ts'
import type { SourceEvent } from '../../../pipelines/ports.ts'
import { parseEnvelope } from './envelope.ts'

/**
 * Reads lines of a topic as `parseEnvelope` does. In a line that is written as `dq` writes them only the record goes through
 * JSON.parse; what stands before it is known but for a few values. Any other line is read whole.
 */
export function lineParser(topic: string): (text: string) => SourceEvent | string {
  const head = `{"topic":${JSON.stringify(topic)},"partition":`
  let lastArrival = ''
  let millis = Number.NaN

  const quick = (text: string): SourceEvent | undefined => {
    if (!text.startsWith(head)) return undefined
    let at = endOfIndex(text, head.length)
    const partition = indexIn(text, head.length, at)
    if (!text.startsWith(OFFSET, at)) return undefined
    const offsetAt = at + OFFSET.length
    at = endOfIndex(text, offsetAt)
    const offset = indexIn(text, offsetAt, at)
    if (partition < 0 || offset < 0 || !text.startsWith(ARRIVAL, at)) return undefined
    at += ARRIVAL.length
    if (lastArrival === '' || !text.startsWith(lastArrival, at)) {
      const micros = parseTimestamp(text.slice(at, at + INSTANT))
      if (!(micros % 1000 === 0)) return undefined
      // A copy, not a part of the line, which it would keep in memory.
      lastArrival = new Date(micros / 1000).toISOString()
      millis = micros / 1000
      if (!text.startsWith(lastArrival, at)) {
        lastArrival = ''
        return undefined
      }
    }
    at += INSTANT
    if (!text.startsWith(KEY, at)) return undefined
    at += KEY.length
    const keyEnd = endOfPlainText(text, at)
    if (keyEnd < 0 || !text.startsWith(VALUE, keyEnd) || text.charCodeAt(text.length - 1) !== CLOSE) return undefined
    let value: unknown
    try {
      value = JSON.parse(text.slice(keyEnd + VALUE.length, -1))
    } catch {
      // Something stands behind the record, or it is no JSON: what exactly is told by the other way.
      return undefined
    }
    return { topic, partition, offset, arrival: millis, key: text.slice(at, keyEnd), value, text }
  }
  return (text) => quick(text) ?? parseEnvelope(text)
}

const OFFSET = ',"offset":'
const ARRIVAL = ',"arrival":"'
const KEY = '","key":"'
const VALUE = '","value":'
/** `2017-03-08T00:28:30.937Z` */
const INSTANT = 24
const CLOSE = 125

/** Where digits from `at` on end. */
function endOfIndex(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

/** The number that the digits say; −1 where they are no JSON, or many. */
function indexIn(text: string, from: number, to: number): number {
  if (to === from || to - from > 15 || (to - from > 1 && text.charCodeAt(from) === ZERO)) return -1
  let index = 0
  for (let i = from; i < to; i++) index = index * 10 + (text.charCodeAt(i) - ZERO)
  return index
}

/** Where text in quotes ends; −1 where it holds an escape, or what would need one. */
function endOfPlainText(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) return i
    if (code < 0x20 || code === BACKSLASH) return -1
  }
  return -1
}

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9
const ZERO = 48
const QUOTE = 34
const BACKSLASH = 92
