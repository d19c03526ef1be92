import type { Place } from '../../kernel/finding.ts'
import type { AvroRecord, AvroSchema } from '../avro/schema.ts'
import type { Contract } from '../model.ts'

/** One contract at two times. */
export interface Sides {
  readonly before: Contract
  readonly after: Contract
}

/** Two types at the same path of the two schemas. */
export interface TypePair {
  readonly before: AvroSchema
  readonly after: AvroSchema
  readonly path: string
  /** Name of the top-level field it lies in; empty for the schema itself. */
  readonly root: string
  /** Where each stands, looked up when there is something to tell. */
  readonly at: { readonly before: () => Place; readonly after: () => Place }
}

export interface RecordPair extends TypePair {
  readonly before: AvroRecord
  readonly after: AvroRecord
}

export const joinPath = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
