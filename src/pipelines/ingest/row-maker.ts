import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { parseTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord, Value } from '../../contracts/codec/value.ts'
import { timestampText } from '../../contracts/wire/debezium/times.ts'
import { MAX_NUMBER_PRECISION, type Type } from '../../kernel/value-type.ts'
import type { ColumnSource, Route } from './ir.ts'
import type { ResolvedRoute } from './resolve.ts'

/** Where a record stands; `timestamp` in microseconds. */
export interface Standing {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly timestamp: number
}

const MICROS_PER_DAY = 86_400_000_000

/**
 * Generates a function that makes the table's row of a record that fits its contract: the values of the route's columns, in their order.
 * It throws a RecordProblem.
 */
export function rowMaker({ columns, from }: ResolvedRoute): (record: DecodedRecord, at: Standing) => readonly Value[] {
  const values = columns.map((one) => stored(columnValue(one.source, one.name, from), one.from, one.to))
  const row = from === 'record' ? 'record' : 'rt.changedRow(record)'
  // Only names of ours and quoted literals stand in the source.
  const source = `'use strict'\nreturn (record, at) => { const row = ${row}\nreturn [${values.join(',\n')}] }`
  return new Function('rt', source)(rt) as ReturnType<typeof rowMaker>
}

/** The value in the representation of the column's type: long and wide decimals are bigints, the rest are numbers. */
function stored(value: string, from: Type, to: Type): string {
  const [had, wanted] = [isBig(from), isBig(to)]
  return had === wanted || wanted === undefined ? value : `rt.${wanted ? 'big' : 'small'}(${value})`
}

/** Undefined: of another kind. */
function isBig(type: Type): boolean | undefined {
  if (type.kind === 'decimal') return type.precision > MAX_NUMBER_PRECISION
  return type.kind === 'long' ? true : type.kind === 'int' || type.kind === 'int53' ? false : undefined
}

/** Source of a column's value: null or of its type, never undefined. `column`: its name. */
function columnValue(source: ColumnSource, column: string, from: Route['from']): string {
  switch (source.kind) {
    case 'field':
      return `(row[${JSON.stringify(source.name)}] ?? null)`
    case 'op':
      return '(record.op ?? null)'
    case 'changed-at':
      return 'rt.changedAt(record.source)'
    case 'day':
      return `rt.day(${columnValue(source.of, column, from)})`
    case 'instant': {
      const field = `/${source.of.kind === 'field' ? source.of.name : column}`
      const [after, before] = [JSON.stringify(`/after${field}`), JSON.stringify(`/before${field}`)]
      const path = from === 'record' ? JSON.stringify(field) : `record.op === 'd' ? ${before} : ${after}`
      return `rt.instant(${columnValue(source.of, column, from)}, ${path})`
    }
    case 'first':
      return `(${source.of.map((one) => columnValue(one, column, from)).join(' ?? ')})`
    default:
      return `at.${source.kind}`
  }
}

/** What generated code calls. */
const rt = {
  changedRow,
  changedAt,
  day: (micros: number | null) => (micros === null ? null : Math.floor(micros / MICROS_PER_DAY)),
  instant,
  big: (value: number | null) => (value === null ? null : BigInt(value)),
  small: (value: bigint | null) => (value === null ? null : Number(value)),
}

/** The row as the change left it, or as a delete found it. */
function changedRow({ op, before, after }: DecodedRecord): DecodedRecord {
  const side = op === 'd' ? before : after
  if (side !== null && side !== undefined) return side as DecodedRecord
  throw new RecordProblem('schema', op === 'd' ? '/before' : '/after', `a change "${String(op)}" without its row`)
}

/** Microseconds; older versions of Debezium have milliseconds only. */
function changedAt({ ts_us: micros, ts_ms: millis }: DecodedRecord): number {
  if (micros !== null && micros !== undefined) return Number(micros)
  return Number(millis) * 1000
}

/** `path`: where in the record the text stands. */
function instant(text: string | null, path: string): number | null {
  if (text === null) return null
  const micros = parseTimestamp(timestampText(text, path))
  if (!Number.isNaN(micros)) return micros
  throw new RecordProblem('schema', path, `expected a moment with its zone, found ${JSON.stringify(text)}`)
}
