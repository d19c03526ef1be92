import { defineCheckRule } from '../rule.ts'

/** Kafka cannot take partitions away. */
export default defineCheckRule({
  id: 'partitions-decreased',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The topic has fewer partitions.',
  why: 'Kafka cannot do it: the topic would have to be deleted and made again, with its data and all offsets lost; keys move to other partitions.',
  example: '`partitions: 6` becomes `partitions: 3`',
  fix: 'keep the number, or write to a new topic and move readers over',
  on: 'partitions-changed',
  check({ from, to }) {
    return from !== undefined && to !== undefined && to < from ? `partitions went from ${from} to ${to}` : undefined
  },
})
