import type { CompatibilityLevel } from '../model.ts'

/**
 * The level a change is judged by: all that either side promises. A change that lowers the level and breaks what the old
 * level protected does not get through by doing both at once.
 */
export function effectiveLevel(before: CompatibilityLevel, after: CompatibilityLevel): CompatibilityLevel {
  const asks = (word: string) => before.startsWith(word) || after.startsWith(word)
  const isFull = asks('FULL') || (asks('BACKWARD') && asks('FORWARD'))
  const base = isFull ? 'FULL' : asks('BACKWARD') ? 'BACKWARD' : asks('FORWARD') ? 'FORWARD' : undefined
  if (base === undefined) return 'NONE'
  const isTransitive = before.endsWith('_TRANSITIVE') || after.endsWith('_TRANSITIVE')
  return isTransitive ? `${base}_TRANSITIVE` : base
}
