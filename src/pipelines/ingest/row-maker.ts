import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { parseTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord, Value } from '../../contracts/codec/value.ts'
import { timestampText } from '../../contracts/wire/debezium/times.ts'
import { MAX_NUMBER_PRECISION, type Type } from '../../kernel/value-type.ts'
import type { ColumnSource } from './ir.ts'
import type { ResolvedRoute } from './resolve.ts'

/** Where a record stands; `timestamp` in microseconds. */
export interface Standing {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly timestamp: number
}

const MICROS_PER_DAY = 86_400_000_000

type Column = (row: DecodedRecord, record: DecodedRecord, at: Standing) => Value

/** Makes the table's row of a record that fits its contract. It throws a RecordProblem. */
export function rowMaker({ columns, from }: ResolvedRoute): (record: DecodedRecord, at: Standing) => DecodedRecord {
  const made = columns.map((one) => [one.name, stored(column(one.source, one.name), one.from, one.to)] as const)
  return (record, at) => {
    const row = from === 'record' ? record : changedRow(record)
    const out: Record<string, Value> = {}
    for (const [name, value] of made) out[name] = value(row, record, at)
    return out
  }
}

/** The row as the change left it, or as a delete found it. */
function changedRow({ op, before, after }: DecodedRecord): DecodedRecord {
  const side = op === 'd' ? before : after
  if (side !== null && side !== undefined) return side as DecodedRecord
  throw new RecordProblem('schema', op === 'd' ? '/before' : '/after', `a change "${String(op)}" without its row`)
}

/** The value in the representation of the column's type: long and wide decimals are bigints, the rest are numbers. */
function stored(of: Column, from: Type, to: Type): Column {
  const [had, wanted] = [isBig(from), isBig(to)]
  if (had === wanted || wanted === undefined) return of
  return (row, record, at) => {
    const value = of(row, record, at)
    return value === null ? null : wanted ? BigInt(value as number) : Number(value)
  }
}

/** Undefined: of another kind. */
function isBig(type: Type): boolean | undefined {
  if (type.kind === 'decimal') return type.precision > MAX_NUMBER_PRECISION
  return type.kind === 'long' ? true : type.kind === 'int' || type.kind === 'int53' ? false : undefined
}

function column(source: ColumnSource, name: string): Column {
  switch (source.kind) {
    case 'field':
      return (row) => row[source.name] ?? null
    case 'op':
      return (_row, { op }) => op ?? null
    case 'changed-at':
      return (_row, { source }) => changedAt(source as DecodedRecord)
    case 'day': {
      const of = column(source.of, name)
      return (row, record, at) => {
        const micros = of(row, record, at)
        return micros === null ? null : Math.floor((micros as number) / MICROS_PER_DAY)
      }
    }
    case 'instant': {
      const of = column(source.of, name)
      const field = source.of.kind === 'field' ? source.of.name : name
      return (row, record, at) => {
        const text = of(row, record, at)
        if (text === null) return null
        const side = row === record ? '' : record.op === 'd' ? '/before' : '/after'
        return instant(text as string, `${side}/${field}`)
      }
    }
    case 'first': {
      const all = source.of.map((one) => column(one, name))
      return (row, record, at) => {
        for (const one of all) {
          const value = one(row, record, at)
          if (value !== null) return value
        }
        return null
      }
    }
    default:
      return (_row, _record, at) => at[source.kind]
  }
}

/** Microseconds; older versions of Debezium have milliseconds only. */
function changedAt({ ts_us: micros, ts_ms: millis }: DecodedRecord): number {
  if (micros !== null && micros !== undefined) return Number(micros)
  return Number(millis) * 1000
}

/** `path`: where in the record the text stands. */
function instant(text: string, path: string): number {
  const micros = parseTimestamp(timestampText(text, path))
  if (!Number.isNaN(micros)) return micros
  throw new RecordProblem('schema', path, `expected a moment with its zone, found ${JSON.stringify(text)}`)
}
