import { weighsAtLeast } from '../severity.ts'
import type { SuiteSeverity } from '../suite.ts'
import type { Alert, AlertProblem, Told } from './alert.ts'
import type { AlertRoute, AlertsConfig } from './config.ts'

/** What a channel was told of a table and what is not mended yet: the problem's key → when, in milliseconds since the epoch. */
export type Memory = Readonly<Record<string, number>>

/** What follows for one channel: what it remembers from now on, and what to send. */
export interface Decision {
  readonly memory: Memory
  readonly alert?: Alert
}

/** What a channel may hear of a run. */
export interface ChannelNews {
  readonly channel: string
  readonly problems: readonly AlertProblem[]
  /** Milliseconds; the shortest of its routes. */
  readonly repeatAfter: number
}

/** The channels that a table's routes lead to, each with what passes its thresholds: nothing, when all is well. */
export function newsOf(told: Told, { routes }: AlertsConfig): readonly ChannelNews[] {
  const news = new Map<string, ChannelNews>()
  for (const route of routes) {
    if (!route.tables.some((pattern) => matches(pattern, told.table))) continue
    const passing = told.problems.filter((problem) => passes(problem, route))
    for (const channel of route.to) {
      const before = news.get(channel)
      news.set(channel, {
        channel,
        problems: told.problems.filter((one) => passing.includes(one) || (before?.problems.includes(one) ?? false)),
        repeatAfter: Math.min(route.repeat_after, before?.repeatAfter ?? route.repeat_after),
      })
    }
  }
  return [...news.values()]
}

const matches = (pattern: string, table: string): boolean =>
  pattern.endsWith('*') ? table.startsWith(pattern.slice(0, -1)) : table === pattern

const passes = ({ severity, share }: AlertProblem, { least, min_unexpected }: AlertRoute): boolean =>
  weighsAtLeast(severity, least) && (share === null || share >= min_unexpected)

/**
 * Whether a channel is told: when a problem is new to it, or was last told long enough ago; then it hears all of them. That all
 * is well again is told once, to those who heard of the problem.
 */
export function decide(
  told: Told,
  { problems, repeatAfter }: ChannelNews,
  memory: Memory,
  environment: string | null,
): Decision {
  const { at, table, suite, expectations } = told
  const base = { at, table, suite, environment, expectations }
  if (problems.length === 0) {
    if (Object.keys(memory).length === 0) return { memory }
    return { memory: {}, alert: { ...base, kind: 'recovered', problems: [] } }
  }
  const isDue = problems.some(({ key }) => {
    const last = Object.hasOwn(memory, key) ? memory[key] : undefined
    return last === undefined || at - last >= repeatAfter
  })
  if (isDue) {
    const worstFirst = SEVERITIES.flatMap((severity) => problems.filter((problem) => problem.severity === severity))
    return {
      memory: Object.fromEntries(problems.map(({ key }) => [key, at])),
      alert: { ...base, kind: 'problems', problems: worstFirst },
    }
  }
  return { memory: Object.fromEntries(problems.map(({ key }) => [key, memory[key] ?? at])) }
}

const SEVERITIES: readonly SuiteSeverity[] = ['critical', 'warning', 'info']
