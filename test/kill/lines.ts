import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replicatedLines } from '../../bench/replicated.ts'
import { repo } from '../built.ts'

export const JOBS = ['fraud-enricher', 'inventory-aggregator'] as const
export type Job = (typeof JOBS)[number]

/** Real events of a job's fixture, replicated to a number, as lines in replay order. */
export const linesOf = (job: Job, count: number): readonly string[] =>
  job === 'fraud-enricher' ? replicatedLines(count, 3) : inventoryLines(count)

const FOLDER = join(repo, 'fixtures', 'inventory-aggregator', 'uci-2010-12', 'input')

interface Line {
  readonly arrival: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly value: Record<string, unknown>
}

/** Copy n comes after the one before it: all times shifted by the span of the fixture, `-n` behind event and order ids, the same articles. */
function inventoryLines(count: number): readonly string[] {
  const real = readdirSync(FOLDER)
    .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival) || a.partition - b.partition || a.offset - b.offset)
  const span = Date.parse(real.at(-1)!.arrival) - Date.parse(real[0]!.arrival) + 60_000
  const offsets = new Map<string, number>()
  return Array.from({ length: count }, (_, i) => {
    const copy = Math.floor(i / real.length)
    const event = real[i % real.length]!
    const later = (time: string): string => new Date(Date.parse(time) + copy * span).toISOString()
    const value: Record<string, unknown> = { ...event.value }
    for (const [name, field] of Object.entries(value)) {
      if (name === 'event_id' || name === 'order_id') value[name] = `${field}-${copy}`
      if (name.endsWith('_at')) value[name] = later(String(field))
    }
    const place = `${event.topic} ${event.partition}`
    const offset = offsets.get(place) ?? 0
    offsets.set(place, offset + 1)
    return JSON.stringify({ ...event, offset, arrival: later(event.arrival), value })
  })
}
