import { defineCheckRule } from '../rule.ts'

/** Partitions are computed from the key's bytes. */
export default defineCheckRule({
  id: 'key-format-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The key is written in another format.',
  why: 'The same key has other bytes, hence another partition; readers of the key cannot decode it.',
  example: '`keyFormat: string` becomes `keyFormat: avro`',
  fix: 'keep the format, or write to a new topic and move readers over',
  on: 'key-format-changed',
  check: ({ from, to }) => `the key format changed from ${from} to ${to}`,
})
