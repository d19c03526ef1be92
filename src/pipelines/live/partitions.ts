import type { TopicPartition } from './ports.ts'

/** All partitions of a topic that has so many. */
export const partitionsOf = (topic: string, count: number): readonly TopicPartition[] =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }))
