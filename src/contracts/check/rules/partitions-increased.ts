import { defineCheckRule } from '../rule.ts'

/** The partition is hash(key) mod count: with another count most keys move. */
export default defineCheckRule({
  id: 'partitions-increased',
  category: 'routing',
  severity: 'warning',
  breaks: true,
  what: 'A topic with a key has more partitions.',
  why: 'Most keys move to another partition from then on: two records of one key are no longer in order, joins with topics of the old count miss, and keyed state is on another task.',
  example: '`partitions: 3` becomes `partitions: 6` with `key: customer_id`',
  fix: 'raise it for all co-partitioned topics at once, while jobs are drained; or write to a new topic',
  on: 'partitions-changed',
  check({ from, to }, { after }) {
    const key = after?.settings.key
    if (from === undefined || to === undefined || to <= from || key === undefined) return undefined
    return `partitions went from ${from} to ${to}: keys (${key}) move to other partitions`
  },
})
