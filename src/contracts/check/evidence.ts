import type { Place } from '../../kernel/finding.ts'
import type { IncompatibilityKind } from '../compat/incompatibility.ts'
import type { Direction } from '../compat/level.ts'
import type { Proof } from '../compat/prove/prove.ts'
import type { Change, ChangeKind } from '../diff/change.ts'
import type { CompatibilityLevel } from '../model.ts'

/** What rules look at: changes, and what follows from them. */
export type Evidence = Change | AvroBreak | AvroProof | Release

export type EvidenceKind = ChangeKind | 'avro-break' | 'avro-proof' | 'release'

export type EvidenceOf<K extends EvidenceKind> = Evidence & { readonly kind: K }

/** One reason why a reader cannot read a writer's data, as Avro Java's SchemaCompatibility has it. */
export interface AvroBreak {
  readonly kind: 'avro-break'
  readonly of: string
  /** As in changes: `customer.lines[].sku`. */
  readonly path: string
  /** The older version's side; absent when its text is not at hand. */
  readonly before?: Place
  /** The new version's side. */
  readonly after?: Place
  readonly incompatibility: IncompatibilityKind
  /** `backward`: the new schema cannot read old data; `forward`: the old one cannot read new data. */
  readonly direction: Direction
  /** The level that asks for it. */
  readonly level: CompatibilityLevel
  /** Avro's path through the reader's schema. */
  readonly location: string
  /** Avro's words, e.g. the name of the field. */
  readonly detail: string
  /** The two types, as changes call them; of a writer's union the branch that cannot be read. */
  readonly readerType: string
  readonly writerType: string
  /** What lies behind a union branch that cannot be read: Avro drops it. */
  readonly because: readonly string[]
  /** Whether it happens with the baseline. */
  readonly inBaseline: boolean
  /** The versions before the baseline with which it happens, newest first. */
  readonly versions: readonly string[]
}

/** What a real decoder said of random data, asked for by `--prove`. */
export interface AvroProof {
  readonly kind: 'avro-proof'
  readonly of: string
  /** What cannot be read, as in changes; empty for the whole. */
  readonly path: string
  readonly before?: Place
  readonly after?: Place
  readonly direction: Direction
  readonly level: CompatibilityLevel
  /** The version before the baseline that was tried; undefined for the baseline itself. */
  readonly version?: string
  /** Name of the decoder. */
  readonly decoder: string
  readonly seed: number
  readonly proof: Exclude<Proof, { readonly kind: 'read' }>
}

export type Bump = 'major' | 'minor' | 'patch'

/** What all changes of a contract together ask of its version. */
export interface Release {
  readonly kind: 'release'
  readonly of: string
  readonly path: 'version'
  readonly before?: Place
  readonly after?: Place
  readonly from: string
  readonly to: string
  readonly needed: Bump
  /** What asks for it: rule ids of what breaks, else kinds of changes. */
  readonly reasons: readonly string[]
}
