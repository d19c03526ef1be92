import type { OutEvent } from '../ports.ts'

/** In place; within a partition the order stays. Mostly one task wrote, and nothing is to be done. */
export function sortByPartition(events: OutEvent[]): void {
  for (let i = 1; i < events.length; i++)
    if (events[i - 1]!.partition > events[i]!.partition) {
      events.sort((a, b) => a.partition - b.partition)
      return
    }
}
