import type { Kept } from './compare-expectations.ts'
import { type Direction, directionOf, meant, SUBJECTS } from './direction.ts'

/** A parameter that is another one now; values as people read them. */
export interface Difference {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
}

/** Kwargs that change no verdict, and those that say what is looked at. */
const IGNORED: readonly string[] = [...SUBJECTS, 'batch_id', 'result_format', 'catch_exceptions', 'condition_parser']

/** Every parameter in which two expectations of the same type differ; a missing one says what its default says. */
export function differencesOf(old: Kept, now: Kept): readonly Difference[] {
  const keys = [...new Set([...Object.keys(old.kwargs), ...Object.keys(now.kwargs)])]
  const pairs = [
    ...keys.filter((key) => !IGNORED.includes(key)).map((key) => [key, old.kwargs[key], now.kwargs[key]] as const),
    ['severity', old.severity, now.severity] as const,
  ]
  return pairs.flatMap(([name, from, to]) => {
    const [was, is] = [shown(meant(name, from)), shown(meant(name, to))]
    if (was === is) return []
    const direction = directionOf(old.type, name, from, to)
    return [{ name, from: was, to: direction === 'unclear' ? `${is} (which may let more through)` : is, direction }]
  })
}

const shown = (value: unknown): string =>
  value === null || (typeof value === 'number' && !Number.isFinite(value))
    ? 'none'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
