/** What a check returns: data, never a throw. A run that yields findings of severity `error` ends with exit code 1. */
export interface Finding {
  /** Stable rule id in kebab case; `dq explain <rule>` answers what, why, an example and how to fix. */
  readonly rule: string
  readonly severity: Severity
  readonly at: Place
  readonly message: string
  /** One imperative sentence that mends it. */
  readonly fix?: string
  /** Names the same finding in the next commit too: it does not depend on line numbers. See `fingerprint`. */
  readonly fingerprint?: string
  /** Other places that belong to it, e.g. what stood there in the baseline. */
  readonly related?: readonly RelatedPlace[]
  /** Who is hurt: jobs, tables, expectations that use what changed. */
  readonly impact?: readonly Impact[]
  /** The baselines that show it, when it was looked for against several. */
  readonly against?: readonly string[]
}

export interface RelatedPlace {
  readonly at: Place
  /** What is there, e.g. `before`. */
  readonly what: string
}

/** Somebody who uses what a finding is about. */
export interface Impact {
  readonly kind: ImpactKind
  readonly name: string
  /** What of it: the output field, the column, the expectation. */
  readonly path?: string
  /** How it is used, e.g. `value`, `filter`, `key`, `time`. */
  readonly use?: string
  readonly at?: Place
  /** How it gets there, nearest first: `job fraud-enricher`, `fraud.alert.risk_score`; absent when it uses what changed itself. */
  readonly via?: readonly string[]
}

/** `topic`, `table` and `feature` (a field of a feature store) are contracts that something writes; `contract` is one that names another. */
export type ImpactKind =
  | 'job'
  | 'sql-job'
  | 'topic'
  | 'table'
  | 'feature'
  | 'contract'
  | 'expectation'
  | 'fixture'
  | 'consumer'
  | 'alert'
  | 'connector'
  | 'policy'

export type Severity = 'error' | 'warning' | 'info'

/** Where in the user's files: `line` and `column` are 1-based; `path` is a JSON pointer inside the document. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly path?: string
}

/** `file:line:column`, as editors and terminals make it clickable. */
export const formatPlace = (at: Place): string =>
  [at.file, at.line, at.line === undefined ? undefined : at.column].filter((part) => part !== undefined).join(':')
