import { defineCheckRule } from '../rule.ts'

/** The key decides the partition, so order, joins by key, state and compaction hang on it. */
export default defineCheckRule({
  id: 'key-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The record key is another field, or there is none any more, or one for the first time.',
  why: 'Records of one entity go to other partitions than their past: order is lost, co-partitioned joins miss, compaction keeps both, state of running jobs is keyed wrongly.',
  example: '`key: customer_id` becomes `key: order_id`',
  fix: 'keep the key, or write to a new topic with the new key and move readers over',
  on: 'key-changed',
  check: ({ from, to }) => `the key changed from ${from ?? 'none'} to ${to ?? 'none'}`,
})
