import { parseAvroSchema } from '../../contracts/avro/parse.ts'
import { schemaJson } from '../../contracts/avro/print.ts'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import type { Contract } from '../../contracts/model.ts'
import type { Json } from '../../kernel/json.ts'

/** What a table keeps of the contract that it was made by: properties, which every engine leaves alone. */
export const contractProperties = ({ name, version, schema }: Contract): Readonly<Record<string, string>> => ({
  'dq.contract': name,
  'dq.contract.version': version,
  'dq.contract.schema': JSON.stringify(schemaJson(schema)),
})

export interface RecordedContract {
  readonly version: string
  readonly schema: AvroRecord
}

/** Undefined for a table that another engine made. */
export function recordedContract(properties: Readonly<Record<string, string>>): RecordedContract | undefined {
  const text = properties['dq.contract.schema']
  if (text === undefined) return undefined
  try {
    const schema = parseAvroSchema(JSON.parse(text) as Json)
    return schema.kind === 'record' ? { version: properties['dq.contract.version'] ?? '?', schema } : undefined
  } catch {
    // Somebody wrote there by hand: as if it were not there.
    return undefined
  }
}
