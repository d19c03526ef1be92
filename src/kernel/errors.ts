import type { Place } from './finding.ts'

/**
 * An expected failure of the run itself (exit code 2): shown as its message and hint, without a stack.
 * What is wrong *inside* the user's contracts or data is a finding or a dead letter instead; anything else is a bug.
 */
export class DqError extends Error {
  readonly hint?: string
  readonly at?: Place

  constructor(message: string, options: { hint?: string; at?: Place; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DqError'
    if (options.hint !== undefined) this.hint = options.hint
    if (options.at !== undefined) this.at = options.at
  }
}
