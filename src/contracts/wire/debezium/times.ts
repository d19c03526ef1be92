import { mismatch, RecordProblem } from '../../codec/record-problem.ts'
import { formatTime, formatTimestamp, parseTimestamp } from '../../codec/timestamp.ts'

export type Unit = 'millis' | 'micros' | 'nanos'

/** What the numbers of Debezium's time types count, and of Kafka Connect's own (`time.precision.mode=connect`). */
export const UNIT_OF: Readonly<Record<string, Unit>> = {
  'io.debezium.time.Time': 'millis',
  'io.debezium.time.MicroTime': 'micros',
  'io.debezium.time.NanoTime': 'nanos',
  'org.apache.kafka.connect.data.Time': 'millis',
  'io.debezium.time.Timestamp': 'millis',
  'io.debezium.time.MicroTimestamp': 'micros',
  'io.debezium.time.NanoTimestamp': 'nanos',
  'org.apache.kafka.connect.data.Timestamp': 'millis',
}

const MICROS_PER_DAY = 86_400_000_000

/** A number, or its digits where it is beyond 2^53, as microseconds; nanoseconds that would be lost are a problem. */
export function microsOf(value: number | string, unit: Unit, path: string): number {
  const micros = unit === 'millis' ? BigInt(value) * 1000n : unit === 'micros' ? BigInt(value) : BigInt(value) / 1000n
  if (unit === 'nanos' && BigInt(value) % 1000n !== 0n)
    throw new RecordProblem('schema', path, `${value} ns is no whole number of microseconds: keep it as a long`)
  const number = Number(micros)
  if (Number.isSafeInteger(number)) return number
  throw mismatch('a time within ±(2^53 − 1) microseconds', value, path)
}

/** `hh:mm:ss.ffffff`; MySQL's TIME is a duration too, and may be no time of a day. */
export function timeText(micros: number, path: string): string {
  if (micros >= 0 && micros < MICROS_PER_DAY) return formatTime(micros)
  throw new RecordProblem('schema', path, `${micros} µs is no time of a day: keep such a duration as a long`)
}

const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)$/

/** Text with a zone (`io.debezium.time.ZonedTimestamp`, `IsoTimestamp`) as UTC; text of another form stays, and is judged as it is. */
export function timestampText(text: string, path: string): string {
  const parts = ZONED.exec(text)
  if (parts === null) return text
  const [, day, minutes, seconds = ':00', fraction = '', zone = 'Z'] = parts
  if (/[1-9]/.test(fraction.slice(6)))
    throw new RecordProblem('schema', path, `${text} is no whole number of microseconds: keep it as text`)
  const micros = parseTimestamp(`${day}T${minutes}${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`)
  return Number.isNaN(micros) ? text : formatTimestamp(micros - offsetOf(zone))
}

/** Microseconds east of UTC. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)!
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000_000
}
