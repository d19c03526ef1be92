import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { isJsonObject } from '../../kernel/json.ts'

/** Messages of a connector that are no change of a row. */
export type Control = 'tombstone' | 'heartbeat' | 'transaction' | 'schema-change' | 'message'

const NAMES: Readonly<Record<string, Control>> = {
  Heartbeat: 'heartbeat',
  TransactionMetadataValue: 'transaction',
  SchemaChangeValue: 'schema-change',
}

/** By the name that Debezium gives the schema, whatever the connector. */
export const controlOfSchema = ({ fullName }: AvroRecord): Control | undefined =>
  fullName.startsWith('io.debezium.') ? NAMES[fullName.slice(fullName.lastIndexOf('.') + 1)] : undefined

/** By what a message in JSON has; its schema part is taken off. `m`: a message of the application in the database's log. */
export function controlOf(payload: unknown): Control | undefined {
  if (payload === null) return 'tombstone'
  if (!isJsonObject(payload)) return undefined
  if ('op' in payload) return payload.op === 'm' ? 'message' : undefined
  if ((payload.status === 'BEGIN' || payload.status === 'END') && 'id' in payload) return 'transaction'
  if ('tableChanges' in payload || ('ddl' in payload && 'databaseName' in payload)) return 'schema-change'
  const names = Object.keys(payload)
  return names.length > 0 && names.every((name) => /^ts_(ms|us|ns)$/.test(name)) ? 'heartbeat' : undefined
}
