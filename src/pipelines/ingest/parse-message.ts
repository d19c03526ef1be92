import { type LongMembers, readJson } from '../../contracts/wire/json-value.ts'
import type { Route } from './ir.ts'

/** A number that JSON.parse may have rounded. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/
/** The same, but for the times that Debezium gives beside the row: no column is made of its nanoseconds. */
const LONG_IN_ROW = /(?<!"ts_[un]s"):\s*-?\d{16}|[[,]\s*-?\d{16}/

/** Whether a message has to be read with an eye on its digits, which takes several times as long; almost every change event has `ts_ns`. */
export const hasLongs = (text: string, from: Route['from']): boolean =>
  (from === 'change' ? LONG_IN_ROW : LONG_NUMBER).test(text)

/** Throws a SyntaxError. */
export const parseMessage = (text: string, longs: LongMembers, from: Route['from']): unknown =>
  hasLongs(text, from) ? readJson(text, longs) : JSON.parse(text)
