import type { Finding, Impact, Place } from '../../kernel/finding.ts'
import type { ContractKind } from '../model.ts'

/**
 * Somebody uses a field of a contract: plain data, whoever found it (lineage of jobs, parsed SQL, suites, fixtures,
 * declarations of consumers). Impact analysis reads nothing else.
 */
export interface Usage {
  /** Name of the contract whose field is used. */
  readonly contract: string
  /** `total_amount`, `lines[].sku`; `*` for the record as a whole, or where the fields are not known (`SELECT *` of a table without contract). */
  readonly field: string
  readonly edge: EdgeKind
  readonly by: User
  /** What the field flows into: whoever uses that is hurt as well. Absent for an end, such as an expectation or a dashboard. */
  readonly to?: UsageTarget
}

export interface User {
  readonly kind: UserKind
  /** As people call it: `fraud-enricher`, `bronze.orders`, `billing-service`. */
  readonly name: string
  /** What of it: an output, an expectation's type, a recorded case. */
  readonly path?: string
  /** The line where it uses the field. */
  readonly at?: Place
  /** Team that answers for it, where it is known. */
  readonly owner?: string
}

export type UserKind = Impact['kind']

/** A field of another contract; `*` where the whole record depends on it: whether and when it is written. */
export interface UsageTarget {
  readonly contract: string
  readonly field: string
  /** Absent: there is no contract of that name, or it was not looked up. */
  readonly kind?: ContractKind
}

/**
 * How a field matters.
 * value: it flows into what it is used for; condition: it decides among values (case, if, a rule); filter: it decides
 * whether a record or row counts or is written; key: it decides which records meet; time: it decides the window and
 * lateness; dedupe: it decides what is a duplicate; join, group, order: in SQL, what rows meet by, are gathered by, are sorted by;
 * check: an expectation judges it; record: a recorded event holds it; reference: a contract names it;
 * read: it is used, and nobody said how.
 */
export const EDGE_KINDS = [
  'value',
  'condition',
  'filter',
  'key',
  'time',
  'dedupe',
  'join',
  'group',
  'order',
  'check',
  'record',
  'reference',
  'read',
] as const

export type EdgeKind = (typeof EDGE_KINDS)[number]

/** Where usages come from. It is asked once a run, and only when something changed; it never runs a job's code. */
export interface UsageSource {
  /** What it reads, as messages call it: `lineage.json`, `expectations`. */
  readonly name: string
  /**
   * All usages that lead on to something (`to`), whatever changed, since the way from a field to who is hurt may be long.
   * Those that lead nowhere and are dear to find may be left out for contracts that are not in `about`, the names of what changed.
   */
  usages(about: ReadonlySet<string>): Promise<FoundUsages>
}

export interface FoundUsages {
  readonly usages: readonly Usage[]
  /** The same for a source with many: the usages of one contract, made when somebody asks. */
  readonly usagesOf?: (contract: string) => readonly Usage[]
  /** What is wrong with the source itself: a stale file, a pin that moved, a query that cannot be followed. */
  readonly findings: readonly Finding[]
}

/** The field that stands for the whole record. */
export const WHOLE = '*'
