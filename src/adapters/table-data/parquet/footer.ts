import type { DataFile } from '../../../lake/iceberg/data-file.ts'
import { listHead, readStruct, type Span, type Thrift, type ThriftStruct, zigzagBytes } from './thrift.ts'

/** What a Parquet file says of itself at its end (parquet-format, `parquet.thrift`, FileMetaData). */
export interface Footer {
  readonly groups: readonly RowGroup[]
  /** The same with some of the row groups alone: to whoever reads it the others are not there. */
  only(groups: readonly RowGroup[]): Uint8Array
}

export interface RowGroup extends Span {
  readonly rows: number
  readonly chunks: readonly Chunk[]
}

/** The values of a column in a row group. */
export interface Chunk {
  /** Of the column at the top, and of the one itself, which is inside of it, or the same; undefined where the file has no ids. */
  readonly topId: number | undefined
  readonly id: number | undefined
  /** Of bytes of the file: its pages, and its Bloom filter. */
  readonly spans: readonly Span[]
  readonly values: number
  readonly nulls: number | undefined
  /** As Iceberg writes a value in bytes; undefined where they are not known, or otherwise in Parquet. */
  readonly lower: Uint8Array | undefined
  readonly upper: Uint8Array | undefined
}

interface Leaf {
  readonly topId: number | undefined
  readonly id: number | undefined
  readonly element: ThriftStruct
}

/** Throws a RangeError for bytes that are no footer. */
export function readFooter(bytes: Uint8Array): Footer {
  const file = readStruct(bytes)
  const leaves = leavesOf(structs(file, 2))
  const groups = structs(file, 4).map((group): RowGroup => {
    const columns = structs(group, 1)
    if (columns.length !== leaves.length) throw new RangeError('row groups have other columns than the file')
    const chunks = columns.map((column, i) => chunkOf(column, leaves[i]!))
    return { start: group.start, end: group.end, rows: number(group, 3) ?? 0, chunks }
  })
  const [rows, list] = [file.fields.get(3), file.fields.get(4)]
  if (rows === undefined || list === undefined) throw new RangeError('no rows, or no row groups')
  return {
    groups,
    only: (some) =>
      Buffer.concat([
        bytes.subarray(0, rows.start),
        zigzagBytes(some.reduce((sum, group) => sum + group.rows, 0)),
        bytes.subarray(rows.end, list.start),
        listHead(some.length),
        ...some.map(({ start, end }) => bytes.subarray(start, end)),
        bytes.subarray(list.end),
      ]),
  }
}

const structs = (of: ThriftStruct, field: number): readonly ThriftStruct[] =>
  (of.fields.get(field)?.value ?? []) as readonly ThriftStruct[]

const number = (of: ThriftStruct, field: number): number | undefined => {
  const value = of.fields.get(field)?.value
  return typeof value === 'number' ? value : undefined
}

const inner = (of: ThriftStruct | undefined, field: number): ThriftStruct | undefined => {
  const value: Thrift | undefined = of?.fields.get(field)?.value
  return typeof value === 'object' && 'fields' in value ? value : undefined
}

/** The schema is a tree written from the top on: each element says how many follow it inside. */
function leavesOf(elements: readonly ThriftStruct[]): readonly Leaf[] {
  const leaves: Leaf[] = []
  let at = 1
  const visit = (topId: number | undefined, isTop: boolean): void => {
    const element = elements[at++]
    if (element === undefined) throw new RangeError('the schema ends too early')
    const id = number(element, 9)
    const top = isTop ? id : topId
    const children = number(element, 5) ?? 0
    if (children === 0) leaves.push({ topId: top, id, element })
    for (let i = 0; i < children; i++) visit(top, false)
  }
  const root = elements[0]
  for (let i = 0; i < (root === undefined ? 0 : (number(root, 5) ?? 0)); i++) visit(undefined, true)
  return leaves
}

function chunkOf(column: ThriftStruct, { topId, id, element }: Leaf): Chunk {
  const meta = inner(column, 3)
  const [data, size] = [meta && number(meta, 9), meta && number(meta, 7)]
  if (meta === undefined || data === undefined || size === undefined) throw new RangeError('a column without its place')
  const dictionary = number(meta, 11) ?? 0
  const start = dictionary > 0 && dictionary < data ? dictionary : data
  const [bloom, length] = [number(meta, 14), number(meta, 15)]
  const statistics = inner(meta, 12)
  const bound = (field: number): Uint8Array | undefined => {
    const value = statistics?.fields.get(field)?.value
    return value instanceof Uint8Array ? boundOf(value, element) : undefined
  }
  return {
    topId,
    id,
    spans: [
      { start, end: start + size },
      // Without its length it is told by its first bytes: a page's worth holds them.
      ...(bloom === undefined ? [] : [{ start: bloom, end: bloom + (length ?? 1 << 20) }]),
    ],
    values: number(meta, 5) ?? 0,
    nulls: statistics && number(statistics, 3),
    lower: bound(6),
    upper: bound(5),
  }
}

const PHYSICAL = { int32: 1, int64: 2, int96: 3 }
const CONVERTED = { decimal: 5, timeMicros: 8, timestampMicros: 10 }
const LOGICAL = { decimal: 5, time: 7, timestamp: 8 }

/** Parquet's plain values are Iceberg's, but for decimals in numbers (the other way round) and times of other units. */
function boundOf(value: Uint8Array, element: ThriftStruct): Uint8Array | undefined {
  const [physical, converted, logical] = [number(element, 1), number(element, 6), inner(element, 10)]
  if (physical === PHYSICAL.int96) return undefined
  const isNumber = physical === PHYSICAL.int32 || physical === PHYSICAL.int64
  const isDecimal = converted === CONVERTED.decimal || logical?.fields.has(LOGICAL.decimal) === true
  if (isDecimal) return isNumber ? value.toReversed() : value
  const time = inner(logical, LOGICAL.time) ?? inner(logical, LOGICAL.timestamp)
  if (time !== undefined) return inner(time, 2)?.fields.has(2) ? value : undefined
  // 7 and 9 are milliseconds.
  return converted === CONVERTED.timeMicros - 1 || converted === CONVERTED.timestampMicros - 1 ? undefined : value
}

/** A row group as if it were a file of its own, for whoever rules out files by what manifests say of them. */
export function statisticsOf({
  chunks,
}: RowGroup): Pick<DataFile, 'valueCounts' | 'nullCounts' | 'lowerBounds' | 'upperBounds'> {
  const [valueCounts, nullCounts] = [new Map<number, bigint>(), new Map<number, bigint>()]
  const [lowerBounds, upperBounds] = [new Map<number, Uint8Array>(), new Map<number, Uint8Array>()]
  for (const { id, values, nulls, lower, upper } of chunks) {
    if (id === undefined) continue
    valueCounts.set(id, BigInt(values))
    if (nulls !== undefined) nullCounts.set(id, BigInt(nulls))
    if (lower !== undefined) lowerBounds.set(id, lower)
    if (upper !== undefined) upperBounds.set(id, upper)
  }
  return { valueCounts, nullCounts, lowerBounds, upperBounds }
}
