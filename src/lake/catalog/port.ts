import type { TableKey } from './key.ts'

/** A name for a commit; a branch moves with its commits, a tag stays. Hashes are lower-case hex, of a length of the catalog's own. */
export interface Reference {
  readonly kind: 'branch' | 'tag'
  readonly name: string
  readonly hash: string
}

/** An Iceberg table at one moment; `id` stays the same through all its changes, also across branches. */
export interface TableContent {
  readonly kind: 'table'
  readonly id: string
  readonly metadataLocation: string
  /** -1 before the first snapshot; any 64-bit number. */
  readonly snapshotId: bigint
  readonly schemaId: number
  readonly specId: number
  readonly sortOrderId: number
}

export interface NamespaceContent {
  readonly kind: 'namespace'
  readonly id: string
  readonly properties: Readonly<Record<string, string>>
}

/** What another tool keeps in the same catalog (a view, say): it moves with merges and is never touched. */
export interface OtherContent {
  readonly kind: 'other'
  readonly id: string
  readonly type: string
}

export type Content = TableContent | NamespaceContent | OtherContent

/** One row of a branch's list. */
export interface Entry {
  readonly key: TableKey
  readonly content: Content
}

/** Distributes over unions, which Omit does not. */
type WithoutId<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never

/** `put` with an id changes what is there; without one it is new, and gets its id. */
export type Operation =
  | {
      readonly kind: 'put'
      readonly key: TableKey
      readonly content: WithoutId<TableContent | NamespaceContent>
      readonly id?: string
    }
  | { readonly kind: 'delete'; readonly key: TableKey }

/** Why an operation or a merge could not be: data, not an error, as another writer is nobody's mistake. */
export interface Conflict {
  /** changed: by both sides, or since `expected`; the others speak for themselves. */
  readonly kind: 'changed' | 'exists' | 'missing' | 'namespace-missing' | 'namespace-not-empty'
  readonly key: TableKey
}

/** Who, why and when; `properties` is for programs (audit). Neither message nor author may hold control characters but line breaks in the message. */
export interface CommitMeta {
  readonly message: string
  readonly author: string
  readonly properties?: Readonly<Record<string, string>>
}

export interface Commit extends CommitMeta {
  readonly hash: string
  /** The commit before on this branch first, then what was merged. */
  readonly parents: readonly string[]
  /** Milliseconds since the epoch, by the catalog's clock. */
  readonly time: number
  readonly properties: Readonly<Record<string, string>>
  /** What it put or deleted, by name. */
  readonly changed: readonly TableKey[]
}

export type Committed =
  | { readonly kind: 'committed'; readonly hash: string; readonly ids: ReadonlyMap<string, string> }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | BranchMoved

export type Merged =
  | { readonly kind: 'merged'; readonly hash: string; readonly changed: readonly TableKey[] }
  /** The target has everything already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | BranchMoved

/** The branch is not, or no longer, where the caller saw it. */
export interface BranchMoved {
  readonly kind: 'moved'
  readonly hash: string | undefined
}

export interface Difference {
  readonly key: TableKey
  readonly from: Content | undefined
  readonly to: Content | undefined
}

export interface CommitRequest extends CommitMeta {
  readonly branch: string
  /** Where the caller saw the branch. Commits since then are fine unless they changed one of the same keys. */
  readonly expected: string
  readonly operations: readonly Operation[]
}

export interface MergeRequest extends CommitMeta {
  readonly from: string
  /** Of `from`: exactly this commit is merged. */
  readonly fromHash: string
  readonly into: string
  /** Of `into`: compare and set; any commit since then is `moved`. */
  readonly expected: string
  /** Says what would happen and changes nothing. */
  readonly dryRun: boolean
  /** What the target changed under these keys gives way: it was a rollback, say, and the source has mended it since. */
  readonly sourceWins?: readonly TableKey[]
}

/**
 * Tables on branches, as Nessie has them. Every change is one commit, atomic over all tables in it, made by comparing and setting;
 * many processes may use one catalog at once. A reference that is not there is a DqError that says which there are.
 */
export interface BranchCatalog {
  references(): Promise<readonly Reference[]>
  reference(name: string): Promise<Reference | undefined>
  /** False when the name is taken. */
  createReference(reference: Reference): Promise<boolean>
  /** False when it is not at that hash any more. */
  deleteReference(reference: Reference): Promise<boolean>
  /** Moves a branch anywhere, also back; false when it is not at `reference.hash` any more. */
  assignBranch(reference: Reference, hash: string): Promise<boolean>
  /** By key. `at` is the name of a reference or a hash. */
  entries(at: string): Promise<readonly Entry[]>
  content(at: string, key: TableKey): Promise<Content | undefined>
  /** Newest first, along the first parents. */
  log(at: string, options?: { readonly max?: number }): Promise<readonly Commit[]>
  /** What `to` has other than `from`, by key. */
  diff(from: string, to: string): Promise<readonly Difference[]>
  /** The last commit that both contain; undefined when they have nothing in common. */
  mergeBase(a: string, b: string): Promise<string | undefined>
  commit(request: CommitRequest): Promise<Committed>
  merge(request: MergeRequest): Promise<Merged>
  /** Rejects with a DqError where nobody writes to the branch: asked before work is done for it. Absent where nothing is protected. */
  mayWrite?(branch: string): Promise<void>
}
