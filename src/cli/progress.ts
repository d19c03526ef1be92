import { textWidth } from './width.ts'

export interface Progress {
  /** Replaces the line; drawn at most ten times a second. */
  update(text: string | (() => string)): void
  /** Removes the line: call before printing anything else. */
  clear(): void
}

const REDRAW_MS = 100

/** One line on stderr that replaces itself; silent when stderr is no terminal, or in CI. */
export function progressLine(
  stream: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown } = process.stderr,
  now: () => number = Date.now,
  inCi = Boolean(process.env.CI),
): Progress {
  if (!stream.isTTY || inCi) return { update() {}, clear() {} }
  let drawnAt = Number.NEGATIVE_INFINITY
  let drawn = false
  return {
    update(text) {
      if (now() - drawnAt < REDRAW_MS) return
      drawnAt = now()
      drawn = true
      stream.write(`\r\u001b[2K${cut(typeof text === 'string' ? text : text(), (stream.columns ?? 80) - 1)}`)
    },
    clear() {
      if (drawn) stream.write('\r\u001b[2K')
      drawn = false
    },
  }
}

/** A line longer than the terminal would wrap, and `\r` could not take it back. */
function cut(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  let kept = ''
  for (const letter of text) {
    if (textWidth(kept + letter) > columns - 1) break
    kept += letter
  }
  return `${kept}…`
}
