import type { CompatibilityLevel } from '../model.ts'

/** A type of another subject that a schema uses, by its full name. */
export interface SchemaReference {
  readonly name: string
  readonly subject: string
  readonly version: number
}

/** A schema as text with what it needs to be read. */
export interface SchemaText {
  readonly schema: string
  readonly references: readonly SchemaReference[]
}

export interface RegisteredSchema extends SchemaText {
  readonly subject: string
  readonly version: number
  /** The same in all subjects that have this schema. */
  readonly id: number
}

/** A registry of Avro schemas, as Confluent's API has it. Calls reject with Unavailable while it cannot be asked. */
export interface SchemaRegistry {
  /** How messages call it. */
  readonly name: string
  subjects(): Promise<readonly string[]>
  /** Oldest first; nothing for a subject that does not exist. @throws DqError for a version that is no Avro schema */
  versions(subject: string): Promise<readonly RegisteredSchema[]>
  version(subject: string, version: number): Promise<RegisteredSchema | undefined>
  schemaById(id: number): Promise<SchemaText | undefined>
  /** What the subject goes by: its own, or else the registry's. */
  level(subject: string): Promise<CompatibilityLevel>
  setLevel(subject: string, level: CompatibilityLevel): Promise<void>
  /** A schema that the subject has already keeps its id and version. @throws RegistryRefusal */
  register(subject: string, schema: SchemaText): Promise<{ readonly id: number }>
}

/** The registry does not take this schema: it is not compatible, or it cannot read it. */
export class RegistryRefusal extends Error {
  override name = 'RegistryRefusal'
  readonly subject: string
  readonly kind: 'incompatible' | 'invalid'
  constructor(subject: string, kind: RegistryRefusal['kind'], message: string) {
    super(message)
    this.subject = subject
    this.kind = kind
  }
}
