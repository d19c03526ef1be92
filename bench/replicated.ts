import { readFileSync } from 'node:fs'
import type { SourceEvent } from '../src/pipelines/ports.ts'

const FOLDER = new URL('../fixtures/fraud-enricher/olist-2017-03/input/', import.meta.url)
const TOPICS = ['order.created', 'payment.authorized', 'behavior.addToCart'] as const
const TIME_FIELD = {
  'order.created': 'created_at',
  'payment.authorized': 'authorized_at',
  'behavior.addToCart': 'added_at',
}

type Line = SourceEvent & { readonly value: Record<string, unknown> }

/**
 * The real events of March 2017, replicated until there are `count`, as lines in replay order: copy n has its own customers and
 * orders (`-n` behind every id) and, with `density` > 1, so many copies share the hours of one (more events per hour, the
 * windows of one customer as full as before).
 */
export function replicatedLines(count: number, density = 1): readonly string[] {
  const real = TOPICS.flatMap((topic) =>
    readFileSync(new URL(`${topic}.jsonl`, FOLDER), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  )
  const arrivals = real.map(({ arrival }) => Date.parse(String(arrival)))
  const span = Math.max(...arrivals) - Math.min(...arrivals) + 120_000
  const copies = Math.ceil(count / real.length)
  const events: { at: number; line: string }[] = []
  const offsets = new Map<string, number>()
  for (let copy = 0; copy < copies; copy++) {
    const shift = Math.floor(copy / density) * span
    for (const [i, event] of real.entries()) {
      const at = arrivals[i]! + shift
      const value: Record<string, unknown> = { ...event.value }
      for (const id of ['event_id', 'order_id', 'payment_id', 'customer_id'])
        if (id in value) value[id] = `${value[id]}-${copy}`
      const field = TIME_FIELD[event.topic as keyof typeof TIME_FIELD]
      value[field] = new Date(Date.parse(String(value[field])) + shift).toISOString().replace('Z', '000Z')
      const key = value.customer_id
      events.push({
        at,
        line: JSON.stringify({
          topic: event.topic,
          partition: event.partition,
          offset: 0,
          arrival: new Date(at).toISOString(),
          key,
          value,
        }),
      })
    }
  }
  events.sort((a, b) => a.at - b.at)
  return events.slice(0, count).map(({ line }) =>
    line.replace(/"partition":(\d+),"offset":0/, (_, partition: string) => {
      const topic = /"topic":"([^"]+)"/.exec(line)![1]!
      const place = `${topic}/${partition}`
      const offset = offsets.get(place) ?? 0
      offsets.set(place, offset + 1)
      return `"partition":${partition},"offset":${offset}`
    }),
  )
}
