/** An id as a word of its own in a longer text: `ana` is in `"key": "ana"` and in `ana,1`, and not in `banana`. RE2 and JavaScript read it alike. */
export const tokenPattern = (ids: readonly string[]): string =>
  `(^|[^A-Za-z0-9_-])(${ids.map(escaped).join('|')})([^A-Za-z0-9_-]|$)`

export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
