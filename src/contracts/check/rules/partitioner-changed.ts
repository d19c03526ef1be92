import { defineCheckRule } from '../rule.ts'

/** Two producers of one topic must agree on it, and topics that are joined must too. */
export default defineCheckRule({
  id: 'partitioner-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'Keys of a topic are mapped to partitions by another function.',
  why: 'Every key moves: order, joins with co-partitioned topics and keyed state break.',
  example: '`partitioner: murmur2` becomes `partitioner: crc32`',
  fix: 'keep the partitioner, or write to a new topic and move readers over',
  on: 'partitioner-changed',
  check({ from, to }, { after }) {
    return after?.settings.key === undefined ? undefined : `the partitioner changed from ${from} to ${to}`
  },
})
