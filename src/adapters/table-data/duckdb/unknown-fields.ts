import { type Json, pointer } from '../../../kernel/json.ts'
import type { IcebergSchema, IcebergType, NestedField } from '../../../lake/iceberg/types.ts'
import { literal, name } from './column-sql.ts'
import { type FileKind, listOf } from './file-source.ts'
import { rawSql } from './raw-rows.ts'
import { pathKey, type RecordPlace, recordPlaces, type UnknownField, unknownIn } from './record-places.ts'
import { type Inside, insideOf } from './type-text.ts'
import type { Ask } from './user-rows.ts'

/** Files of a user by the columns of a table, each under its name and earlier ones. */
export interface NamedColumns {
  readonly files: readonly string[]
  readonly kind: FileKind
  readonly schema: IcebergSchema
  readonly aliases: ReadonlyMap<string, readonly string[]>
}

/** An unknown field, and a condition of `rawSql` for the rows that have it: without one, all do. */
export interface FoundUnknown extends UnknownField {
  readonly sql?: string
}

/**
 * Fields inside of records that the columns have no place for, by place and name. Nothing is asked of a table of plain columns. Of Parquet the
 * types are looked at, of text every row: JSON, and what is JSON in a column of CSV.
 */
export async function unknownInside(
  ask: Ask,
  of: NamedColumns,
  there: ReadonlyMap<string, string>,
): Promise<readonly FoundUnknown[]> {
  const isJson = of.kind === 'json' || of.kind === 'lines'
  const named = underEveryName(of).filter(({ name: column }) => isJson || there.has(column))
  if (of.kind === 'parquet')
    return named.flatMap(({ name: column, type }) =>
      unknownOf(insideOf(there.get(column) ?? ''), type, pointer('', column)),
    )
  const places = recordPlaces(named)
  if (places.length === 0) return []
  const lists = places.map(
    (place, i) =>
      `[{'place': ${i}, 'name': one} FOR one IN ${keysSql(name(place.column), place)} IF ${isOther(place)}]`,
  )
  const columns = [...new Set(places.map(({ column }) => column))]
  const found = await ask(
    `SELECT DISTINCT found.place AS place, found.name AS name FROM (SELECT unnest(${lists.join(' || ')}) AS found FROM ${columnsOfText(of, columns)}) ORDER BY ALL`,
  )
  return found.map((row) => {
    const place = places[Number(row.place)]!
    const field = String(row.name)
    const keys = keysSql(inRow(of.kind, place.column), place)
    const sql = `list_contains(${keys}, ${literal(field)})`
    return { pointer: pointer(place.pointer, field), name: field, known: place.fields, sql }
  })
}

const underEveryName = ({ schema, aliases }: NamedColumns): readonly NestedField[] =>
  schema.fields.flatMap((field) =>
    [field.name, ...(aliases.get(field.name) ?? [])].map((column) => ({ ...field, name: column })),
  )

const isOther = ({ fields }: RecordPlace): string =>
  fields.length === 0 ? 'true' : `one NOT IN (${fields.map(literal).join(', ')})`

/** The names of the fields of all records at a place of a column, given as JSON. */
function keysSql(of: string, { below, hasMany }: RecordPlace): string {
  const keys = `json_keys(${of}, ${literal(`$${below}`)})`
  return `coalesce(${hasMany ? `flatten(${keys})` : keys}, [])`
}

/** The columns that have records, as JSON, and no others: a row is parsed once, and what is plain in it not looked at. */
function columnsOfText({ files, kind }: NamedColumns, columns: readonly string[]): string {
  const list = listOf(files)
  if (kind === 'csv') {
    const values = columns.map((column) => `${ifJson(name(column))} AS ${name(column)}`)
    return `(SELECT ${values.join(', ')} FROM read_csv(${list}, header = true, union_by_name = true, all_varchar = true))`
  }
  const types = columns.map((column) => `${literal(column)}: 'JSON'`)
  // Lines that are no JSON are for whoever reads all of the rows.
  const lines = kind === 'lines' ? ", format = 'newline_delimited', ignore_errors = true" : ''
  return `read_json(${list}, records = 'true', columns = {${types.join(', ')}}${lines})`
}

/** A column of `rawSql`, as JSON. */
const inRow = (kind: FileKind, column: string): string => {
  const path = literal(`$.${pathKey(column)}`)
  return kind === 'csv' ? ifJson(`json_extract_string(__raw, ${path})`) : `json_extract(__json, ${path})`
}

const ifJson = (text: string): string => `CASE WHEN json_valid(${text}) THEN ${text}::JSON END`

/** Fields of a type of Parquet that a column's type lacks. */
function unknownOf(inside: Inside, type: IcebergType, at: string): readonly UnknownField[] {
  if (inside.kind === 'struct' && type.kind === 'struct') {
    const known = new Map(type.fields.map((field) => [field.name, field.type]))
    return [...inside.fields].flatMap(([field, one]) => {
      const inner = known.get(field)
      const here = pointer(at, field)
      return inner === undefined
        ? [{ pointer: here, name: field, known: [...known.keys()] }]
        : unknownOf(one, inner, here)
    })
  }
  if (inside.kind === 'list' && type.kind === 'list') return unknownOf(inside.element, type.element, `${at}/*`)
  return inside.kind === 'map' && type.kind === 'map' ? unknownOf(inside.element, type.value, `${at}/*`) : []
}

/** The first row of text that has one of these fields, and where in it the first of them is. */
export async function firstUnknown(
  ask: Ask,
  of: NamedColumns,
  unknown: readonly FoundUnknown[],
  there: ReadonlyMap<string, string>,
): Promise<{ readonly file: string; readonly row: number; readonly field: UnknownField } | undefined> {
  const conditions = unknown.flatMap(({ sql }) => sql ?? [])
  // Files of CSV may have different columns.
  if (conditions.length === 0 || (of.kind === 'csv' && of.files.length > 1)) return undefined
  const columns = underEveryName(of).filter(({ name: column }) => of.kind !== 'csv' || there.has(column))
  const parts = columns.map(({ name: column }) => `${literal(column)}, ${inRow('csv', column)}`)
  const type = { kind: 'struct', fields: columns } as const
  for (const file of of.files) {
    const json = of.kind === 'csv' ? `json_object(${parts.join(', ')})` : '__json'
    const [row] = await ask(
      `SELECT __line AS line, ${json} AS json FROM (${rawSql(file, of.kind)}) WHERE ${conditions.join(' OR ')} ORDER BY __line LIMIT 1`,
    )
    if (row === undefined) continue
    const value: Json = JSON.parse(String(row.json))
    const field = unknownIn(value, type, '')
    return field && { file, row: Number(row.line), field }
  }
  return undefined
}
