import { DqError } from '../../kernel/errors.ts'
import type { Place } from '../../kernel/finding.ts'

/** A text of SQL and the file it stands in. */
export interface SqlSource {
  readonly file: string
  readonly text: string
}

/** Line and column (both from 1) of a position in the text. */
export function placeAt({ file, text }: SqlSource, at: number): Place {
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { file, line: before.split('\n').length, column: at - lineStart + 1 }
}

/** SQL that cannot be read any further. */
export const sqlFailure = (source: SqlSource, at: number, message: string, hint?: string): DqError =>
  new DqError(message, { at: placeAt(source, at), ...(hint !== undefined && { hint }) })
