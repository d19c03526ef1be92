import { DqError } from '../kernel/errors.ts'
import { formatPlace } from '../kernel/finding.ts'
import { commandText } from './report/github.ts'
import { redact } from './secrets.ts'
import { paintError } from './style.ts'

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** Findings, a fixture that differs, or more bad records than allowed. */
  findings: 1,
  /** The run itself failed: wrong usage, an expected failure, or a bug. */
  failed: 2,
  /** A gate refused, e.g. a promotion. */
  refused: 3,
} as const

/** A failure as people read it: an expected one is message, place and hint; anything else is a bug and keeps its stack. */
export function failureText(error: unknown, debug = false): string {
  const label = paintError('red', 'error:')
  if (!(error instanceof DqError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return redact(`${label} this is a bug in dq, please report it\n${stack}`)
  }
  const place = error.at === undefined ? '' : `${formatPlace(error.at)}: `
  const path = error.at?.path && error.at.line === undefined ? ` (at ${error.at.path})` : ''
  const lines = [`${label} ${place}${error.message}${path}`]
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`)
  if (debug && error.stack !== undefined) lines.push(error.stack)
  if (debug && error.cause instanceof Error) lines.push(`caused by ${error.cause.stack}`)
  return redact(lines.join('\n'))
}

/** The same failure for `--format json`. */
export function failureJson(error: unknown): object {
  const { message, hint, at } = error instanceof DqError ? error : new DqError(String(error))
  return { error: { message: redact(message), ...(hint !== undefined && { hint: redact(hint) }), at } }
}

/** The same failure for `--format github`: an annotation of the whole run. */
export function failureAnnotation(error: unknown): string {
  const { message, hint } = error instanceof DqError ? error : new DqError(String(error))
  return `::error title=dq::${commandText(redact([message, ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n')))}`
}
