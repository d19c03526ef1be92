import type { SourceEvent, UnreadableEvent } from '../ports.ts'

/** A record by its place, for people: `inventory.events, partition 0, offset 17`. */
export const positionText = ({ topic, partition, offset }: SourceEvent | UnreadableEvent): string =>
  `${topic}, partition ${partition}, offset ${offset}`

export const positionOf = ({ topic, partition, offset }: SourceEvent | UnreadableEvent) => ({
  topic,
  partition,
  offset,
})
