import type { Place } from '../kernel/finding.ts'
import type { AvroField, AvroRecord, AvroSchema } from './avro/schema.ts'

/** One loaded and checked contract: the Open Data Contract Standard document and the Avro schema beside it. */
export interface Contract {
  /** ODCS `id`: stable, no dots. */
  readonly id: string
  /** The topic, table or hash it governs, e.g. `order.created`; unique in a contract repo, and what commands and jobs say. */
  readonly name: string
  /** Semantic version of the contract. */
  readonly version: string
  readonly status: string
  /** The folder below `contracts/`. */
  readonly layer: string
  readonly kind: ContractKind
  readonly domain?: string
  /** Name of the team. */
  readonly owner?: string
  readonly purpose?: string
  readonly usage?: string
  readonly limitations?: string
  readonly schema: AvroRecord
  readonly fields: readonly ContractField[]
  readonly sla: readonly SlaProperty[]
  readonly settings: ContractSettings
  readonly files: { readonly odcs: string; readonly avsc: string }
  readonly places: ContractPlaces
}

/** Where the parts of a contract stand; looked up when asked for. A part that is not written has the place of what is around it. */
export interface ContractPlaces {
  /** A value of the ODCS document. */
  readonly odcs: (path: readonly (string | number)[]) => Place
  readonly setting: (name: keyof ContractSettings) => Place
  /** A type or field of the Avro schema, or the value of one of its keys. */
  readonly avsc: (node: AvroSchema | AvroField, key?: string) => Place
}

/** ODCS `physicalType` of the schema object. */
export type ContractKind = 'topic' | 'table' | 'hash'

/** A top-level field, as ODCS describes it; its Avro type is in `schema.fields` under the same name. */
export interface ContractField {
  readonly name: string
  readonly logicalType: string
  readonly physicalType: string
  readonly required: boolean
  readonly description?: string
  /** Privacy class, e.g. `public`, `internal`, `personal`; absent means it was not classified. */
  readonly classification?: string
  readonly examples: readonly unknown[]
  readonly constraints: FieldConstraints
  readonly at: Place
}

/** ODCS `logicalTypeOptions` that `dq` enforces on every record. Bounds of a decimal are decimal text. */
export interface FieldConstraints {
  readonly minimum?: string
  readonly maximum?: string
  readonly exclusiveMinimum?: string
  readonly exclusiveMaximum?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

export interface SlaProperty {
  readonly property: string
  readonly value: string | number | boolean
  readonly unit?: string
  /** What it is measured on, as `<schema name>.<field>`. */
  readonly element?: string
  readonly description?: string
}

/** `customProperties` of the ODCS document that belong to `dq`; unknown names are refused when loading. */
export interface ContractSettings {
  readonly compatibility: CompatibilityLevel
  readonly wireFormat: 'avro' | 'json' | 'debezium-json'
  /** Name of the top-level field that is the record key (and so decides the partition). */
  readonly key?: string
  readonly keyFormat: 'string' | 'avro' | 'json'
  readonly subjectStrategy: 'TopicNameStrategy' | 'RecordNameStrategy' | 'TopicRecordNameStrategy'
  readonly partitions: number
  readonly partitioner: 'murmur2' | 'murmur2_random' | 'crc32'
  /** Name of the top-level timestamp field that is the record's event time. */
  readonly eventTime?: string
  /** Name of the top-level field that identifies the event for de-duplication. */
  readonly eventId?: string
  /** Topic (contract name) for records that fail this contract. */
  readonly deadLetterTopic?: string
  /** Milliseconds; -1 keeps for ever. */
  readonly retentionMs?: number
  /** The day (YYYY-MM-DD) from which the contract may be removed, once its status is deprecated. */
  readonly sunset?: string
}

export type CompatibilityLevel =
  | 'NONE'
  | 'BACKWARD'
  | 'BACKWARD_TRANSITIVE'
  | 'FORWARD'
  | 'FORWARD_TRANSITIVE'
  | 'FULL'
  | 'FULL_TRANSITIVE'
