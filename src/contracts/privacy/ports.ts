import type { SettingChange } from './topic-retention.ts'

/** A file of this machine that holds a person's id. */
export interface Trace {
  readonly path: string
  /** Lines, or rows of an SQLite file. */
  readonly count: number
  /** Why it is left as it is. */
  readonly blocked?: string
}

export interface TraceFiles {
  /** By path. Files that cannot be searched are told by `unsearched`. */
  find(ids: readonly string[]): Promise<{ readonly traces: readonly Trace[]; readonly unsearched: readonly string[] }>
  /** Takes the lines and rows out of one file, which is whole at every moment; how many there were. */
  erase(path: string, ids: readonly string[]): Promise<number>
}

/** What is kept of an erasure, for good: never the id itself. */
export type ErasureEntry = { readonly erasure: string /** ISO 8601. */; readonly at: string } & (
  | {
      readonly kind: 'begun'
      /** A keyed hash (HMAC-SHA-256) of the subject. */
      readonly subject: string
      readonly by: string
      /** Under how many ids the person is known. */
      readonly ids: number
    }
  | {
      readonly kind: 'table'
      readonly table: string
      readonly mode: 'delete' | 'mask'
      /** By branch. */
      readonly commits: Readonly<Record<string, string>>
      /** Null when an interrupted erasure had committed it and could not say so. */
      readonly rows: string | null
    }
  | { readonly kind: 'file'; readonly path: string; readonly count: number }
  /** Of a store of live jobs: noted before it is done, and done again by an erasure that is taken up. */
  | {
      readonly kind: 'store'
      readonly store: string
      readonly rows: number
      /** ISO 8601: until then no row of these keys is kept, whatever comes; null: for good. */
      readonly until: string | null
    }
  /** Records without a value, one a key of the person, in a topic that is compacted; noted as a store is. */
  | { readonly kind: 'topic'; readonly topic: string; readonly tombstones: number }
  | {
      readonly kind: 'forgotten'
      readonly tables: readonly string[]
      readonly snapshots: number
      readonly tags: readonly string[]
      readonly files: number
      readonly bytes: number
    }
  | {
      readonly kind: 'retained'
      readonly by: string
      readonly table: string
      readonly commits: Readonly<Record<string, string>>
      /** Rows with an event time before it went. */
      readonly before: string
      readonly rows: string
    }
  | {
      readonly kind: 'topic-retention'
      readonly by: string
      readonly topic: string
      readonly changes: readonly SettingChange[]
    }
  /** What is left where, in words. */
  | { readonly kind: 'done'; readonly left: readonly string[] }
)

/** Entries are added, and never changed; each carries the digest of the one before it. One process at a time has it. */
export interface ErasureLog {
  entries(): readonly ErasureEntry[]
  /** Durable when it returns. */
  append(entry: ErasureEntry): void
  /** The keyed hash of a subject. */
  hashOf(subject: string): string
  close(): void
}
