import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repo } from '../built.ts'

interface Fixture {
  readonly name: string
  /** Fields that are told apart by copy; all others, the articles of the inventory among them, are the same in every copy. */
  readonly ids: readonly string[]
}

const FIXTURES = {
  'fraud-enricher': { name: 'olist-2017-03', ids: ['event_id', 'order_id', 'payment_id', 'customer_id'] },
  'inventory-aggregator': { name: 'uci-2010-12', ids: ['event_id', 'order_id'] },
} as const satisfies Record<string, Fixture>

export type Job = keyof typeof FIXTURES
export const JOBS = Object.keys(FIXTURES) as readonly Job[]

interface Line {
  readonly arrival: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly value: Record<string, unknown>
}

/** Times run so many times as quick, so that hundreds of windows are open at every checkpoint. */
const QUICKER = 2000

/**
 * Real events of the job's fixture, replicated to a number, as lines in replay order: copy n comes a minute after the one before it, `-n`
 * behind its ids (and behind the key, where that is one of them); then all times are squeezed together.
 */
export function linesOf(job: Job, count: number): readonly string[] {
  const { name, ids }: Fixture = FIXTURES[job]
  const folder = join(repo, 'fixtures', job, name, 'input')
  const real = readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival))
  const first = Date.parse(real[0]!.arrival)
  const span = Date.parse(real.at(-1)!.arrival) - first + 60_000
  const events = Array.from({ length: count }, (_, i): Line => {
    const copy = Math.floor(i / real.length)
    const event = real[i % real.length]!
    const shifted = (time: string): string =>
      new Date(first + Math.floor((Date.parse(time) - first + copy * span) / QUICKER)).toISOString()
    const value: Record<string, unknown> = { ...event.value }
    for (const id of ids) if (id in value) value[id] = `${value[id]}-${copy}`
    for (const field of Object.keys(value)) if (field.endsWith('_at')) value[field] = shifted(String(value[field]))
    const key = ids.some((id) => event.value[id] === event.key) ? `${event.key}-${copy}` : event.key
    return { ...event, arrival: shifted(event.arrival), key, value }
  })
  const offsets = new Map<string, number>()
  return events
    .sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival) || a.partition - b.partition)
    .map((event) => {
      const place = `${event.topic} ${event.partition}`
      const offset = offsets.get(place) ?? 0
      offsets.set(place, offset + 1)
      return JSON.stringify({ ...event, offset })
    })
}
