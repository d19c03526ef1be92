import type { DestructiveChange } from '../../contracts/policies/situation.ts'
import type { SchemaChange } from '../diff/schema-diff.ts'

/** A branch or tag where it was when it was looked at. */
export interface At {
  readonly branch: string
  readonly hash: string
}

/** What is to be moved: tables of a branch into another, or a branch back to what a tag holds. Everything is judged at these two hashes. */
export interface Move {
  readonly kind: 'promotion' | 'rollback'
  /** Of a rollback: the tag, or the hash, that the branch goes back to, in the place of a branch. */
  readonly from: At
  readonly to: At
  /** The last commit that both have; null when they have nothing in common. */
  readonly base: string | null
}

/** A table at one commit; numbers of 64 bits are text, and null is what its writer did not say. */
export interface TableState {
  readonly metadataLocation: string
  readonly snapshotId: string
  readonly rows: string | null
  readonly files: string | null
  readonly bytes: string | null
  /** Version of the contract that the table was made by. */
  readonly contract: string | null
}

/** What becomes of one table of the target. */
export interface PlannedTable {
  readonly table: string
  /** replaced: dropped and made anew under the same name. */
  readonly kind: 'added' | 'dropped' | 'changed' | 'replaced'
  readonly before: TableState | null
  readonly after: TableState | null
  readonly schema: readonly SchemaChange[]
  readonly partitioning: { readonly before: string; readonly after: string } | null
  readonly properties: readonly PropertyChange[]
  /** The rows of before are still among the files of after's history: nothing was rewritten. */
  readonly isAhead: boolean
  /** The target had it rolled back; the source has changed it since. */
  readonly wasRolledBack: boolean
}

export interface PropertyChange {
  readonly name: string
  /** Long values are cut. */
  readonly before: string | null
  readonly after: string | null
}

/** A commit that changed a table on one side. */
export interface SideCommit {
  readonly hash: string
  readonly author: string
  /** Milliseconds since the epoch, by the catalog's clock. */
  readonly time: number
  readonly message: string
}

/** A table that cannot be merged, and who has changed it since both sides were one. */
export interface TableConflict {
  readonly kind: 'changed' | 'namespace-missing' | 'namespace-not-empty'
  readonly table: string
  readonly source: readonly SideCommit[]
  readonly target: readonly SideCommit[]
}

/** What takes something away: it needs a permit. */
export interface Destruction extends DestructiveChange {
  /** For people: what goes. */
  readonly detail: string
}

/** Who uses what changes. */
export interface TableConsumers {
  readonly table: string
  /** A column that goes or becomes another; null for the table as a whole. */
  readonly column: string | null
  /** `job fraud-enricher`, `table gold.sales`; nearest first. */
  readonly users: readonly string[]
}

/** What one gate says; pass alone passes. */
export interface GateResult {
  readonly gate: string
  readonly verdict: 'pass' | 'fail' | 'skipped' | 'error'
  /** What was looked at, with counts. */
  readonly looked: string
  /** Why it does not pass. */
  readonly reasons: readonly string[]
  /** What is worth knowing all the same: waivers in use, warnings. */
  readonly notes: readonly string[]
}

/** Everything that is judged and approved, as plan files hold it: JSON. Another plan of the same state is the same text, but for the gates. */
export interface PromotionPlan extends Move {
  /** Of a rollback: as it was named. */
  readonly tag: string | null
  /** Digest of what becomes of every table. */
  readonly changes: string
  /** Digest of the policy's files. */
  readonly policy: string
  /** Digest of contracts, suites and waivers: what the gates judge by. */
  readonly declarations: string
  /** Who wrote what comes. */
  readonly authors: readonly string[]
  readonly tables: readonly PlannedTable[]
  readonly destructive: readonly Destruction[]
  readonly consumers: readonly TableConsumers[]
  readonly gates: readonly GateResult[]
}
