/** What a check returns: data, never a throw. A run that yields findings of severity `error` ends with exit code 1. */
export interface Finding {
  /** Stable rule id in kebab case; `dq explain <rule>` answers what, why, an example and how to fix. */
  readonly rule: string
  readonly severity: Severity
  readonly at: Place
  readonly message: string
  /** One imperative sentence that mends it. */
  readonly fix?: string
}

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
