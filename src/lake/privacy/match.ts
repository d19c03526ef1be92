import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { DqError } from '../../kernel/errors.ts'
import { sqlIdentifier, sqlText } from '../../kernel/sql-text.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import type { IcebergSchema } from '../iceberg/types.ts'
import { bindFilter } from '../scan/bind.ts'
import { type Filter, whereIn } from '../scan/filter.ts'
import { type Scan, scanTable } from '../scan/scan.ts'
import type { TableReader } from '../table/ports.ts'
import type { SnapshotTools } from '../table/snapshot.ts'
import { avroString } from './avro-string.ts'
import { tokenPattern } from './token.ts'

/** Where a record was read from: the rows that a search finds are told by it. */
const POSITION = ['kafka_topic', 'kafka_partition', 'kafka_offset']

/** The rows of a subject in one state of a table, as a filter; undefined when no row can be theirs. */
export async function subjectFilter(
  tools: SnapshotTools,
  reader: TableReader,
  metadata: TableMetadata,
  subject: SubjectOf,
  ids: readonly string[],
): Promise<Filter | undefined> {
  const parts = subject.fields.flatMap((field) => equals(metadata.schema, field, ids))
  const searched = subject.searched.filter((name) => metadata.schema.fields.some((field) => field.name === name))
  if (searched.length > 0) {
    const found = await positionsOf(reader, await scanTable(tools, metadata), searched, ids)
    parts.push(
      ...found.map(
        (row): Filter => ({
          kind: 'and',
          parts: POSITION.map((name) => whereIn(name, [String(row[name])])),
        }),
      ),
    )
  }
  return parts.length === 0 ? undefined : { kind: 'or', parts }
}

/** Ids that are none of the column's type are in no row. */
function equals({ fields }: IcebergSchema, column: string, ids: readonly string[]): readonly Filter[] {
  if (!fields.some(({ name }) => name === column)) return []
  const fitting = ids.filter((id) => {
    try {
      bindFilter(whereIn(column, [id]), fields)
      return true
    } catch (error) {
      if (error instanceof DqError) return false
      throw error
    }
  })
  return fitting.length === 0 ? [] : [whereIn(column, fitting)]
}

/** As text where bytes are UTF-8; elsewhere what is ASCII in them, each other byte (DuckDB writes quotes as such, too) a blank. */
const bytesAsText = (bytes: string): string =>
  `coalesce(TRY(decode(${bytes})), regexp_replace(CAST(${bytes} AS VARCHAR), '\\\\x[0-9A-F]{2}', ' ', 'g'))`

/** In the hexadecimal digits of bytes: an id that is a string in Avro, at a whole byte. */
const avroPattern = (ids: readonly string[]): string => `^(..)*(${ids.map((id) => hexOf(avroString(id))).join('|')})`

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')

async function positionsOf(
  reader: TableReader,
  scan: Scan,
  searched: readonly string[],
  ids: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const missing = POSITION.find((name) => !scan.schema.fields.some((field) => field.name === name))
  if (missing !== undefined)
    throw new DqError(`a table with searched fields needs ${POSITION.join(', ')}: it has no ${missing}`)
  const { sql } = await reader.source(scan)
  const found = searched.flatMap((name) => {
    const isBytes = scan.schema.fields.find((field) => field.name === name)?.type.kind === 'binary'
    const column = sqlIdentifier(name)
    const text = isBytes ? bytesAsText(column) : `CAST(${column} AS VARCHAR)`
    const asWord = `regexp_matches(${text}, ${sqlText(tokenPattern(ids))})`
    return isBytes ? [asWord, `regexp_matches(hex(${column}), ${sqlText(avroPattern(ids))})`] : [asWord]
  })
  return reader.rows(
    `SELECT DISTINCT ${POSITION.map(sqlIdentifier).join(', ')} FROM (${sql}) WHERE ${found.join(' OR ')}`,
  )
}

/** Other ids of the same person: of rows that name them by several fields. */
export async function linkedIds(
  tools: SnapshotTools,
  reader: TableReader,
  metadata: TableMetadata,
  { fields, personal }: SubjectOf,
  ids: readonly string[],
): Promise<readonly string[]> {
  const there = fields.filter((name) => metadata.schema.fields.some((field) => field.name === name))
  const parts = there.flatMap((field) => equals(metadata.schema, field, ids))
  if (there.length < 2 || parts.length === 0) return []
  const { sql } = await reader.source(await scanTable(tools, metadata, { kind: 'or', parts }))
  const values = there
    .map((name) => `SELECT CAST(${sqlIdentifier(name)} AS VARCHAR) AS id FROM (${sql})`)
    .join(' UNION ')
  const rows = await reader.rows(`SELECT id FROM (${values}) WHERE id IS NOT NULL`)
  const erased = new Set(personal.map(({ erasedAs }) => erasedAs))
  return rows.map(({ id }) => String(id)).filter((id) => !erased.has(id))
}
