import { sqlIdentifier, sqlText } from '../../kernel/sql-text.ts'
import type { ResolvedRoute } from '../ingest/resolve.ts'
import { recordSql } from './record-sql.ts'

/** Where a table keeps what it takes to say a topic's record again: field → column; or what it does not keep. */
export type Kept =
  | { readonly kind: 'whole'; readonly columns: ReadonlyMap<string, string> }
  | { readonly kind: 'partly'; readonly missing: readonly string[] }

/** Whether rows of a route's table are the records of its topic: every field as it was, and the position. */
export function keptBy({ topic, from, columns }: ResolvedRoute): Kept {
  const byField = new Map(columns.flatMap(({ name, source }) => (source.kind === 'field' ? [[source.name, name]] : [])))
  const kinds = new Map(columns.map(({ name, source }) => [source.kind, name]))
  const fields = topic.schema.fields.map(({ name }) => name)
  const missing = from === 'change' ? fields : fields.filter((name) => !byField.has(name))
  const positions = ['partition', 'offset', 'timestamp'].filter((kind) => !kinds.has(kind as 'offset'))
  if (missing.length > 0 || positions.length > 0) return { kind: 'partly', missing: [...missing, ...positions] }
  const at = (kind: 'partition' | 'offset' | 'timestamp'): [string, string] => [`@${kind}`, kinds.get(kind) ?? '']
  return { kind: 'whole', columns: new Map([...byField, at('partition'), at('offset'), at('timestamp')]) }
}

/** The rows of a table as lines of an event file, in the order of their arrival. DuckDB's text. */
export function eventsSql({ topic }: ResolvedRoute, columns: ReadonlyMap<string, string>, rows: string): string {
  const column = (name: string): string => sqlIdentifier(columns.get(name) ?? name)
  const { key } = topic.settings
  const envelope = [
    `topic := ${sqlText(topic.name)}`,
    `partition := ${column('@partition')}`,
    `"offset" := ${column('@offset')}`,
    `arrival := strftime(CAST(${column('@timestamp')} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ')`,
    `key := ${key === undefined ? 'NULL' : `CAST(${column(key)} AS VARCHAR)`}`,
    `value := ${recordSql(topic, column)}`,
  ]
  const order = [`date_trunc('milliseconds', ${column('@timestamp')})`, column('@partition'), column('@offset')]
  return `SELECT CAST(to_json(struct_pack(${envelope.join(', ')})) AS VARCHAR) AS line FROM (${rows}) ORDER BY ${order.join(', ')}`
}
