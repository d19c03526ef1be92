import { isNode, type LineCounter } from 'yaml'
import { DqError } from '../../kernel/errors.ts'
import type { Place } from '../../kernel/finding.ts'

/** Where nodes stand in a YAML file, and problems that say so. */
export interface Source {
  place(node: unknown): Place
  problem(at: unknown, message: string, hint?: string): DqError
}

/** `at` may be a node, or an offset in the text. */
export function source(file: string, lines: LineCounter): Source {
  const place = (at: unknown): Place => {
    const offset = typeof at === 'number' ? at : isNode(at) ? at.range?.[0] : undefined
    if (offset === undefined) return { file }
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  return {
    place,
    problem: (at, message, hint) => new DqError(message, { at: place(at), ...(hint === undefined ? {} : { hint }) }),
  }
}
