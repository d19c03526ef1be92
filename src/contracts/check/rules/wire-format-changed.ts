import { defineCheckRule } from '../rule.ts'

/** A topic has one deserializer. */
export default defineCheckRule({
  id: 'wire-format-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'Records are written in another format.',
  why: 'Every reader of the topic has a deserializer for the old format and fails on the first new record; old records stay in the old one.',
  example: '`wireFormat: avro` becomes `wireFormat: json`',
  fix: 'write the new format to a new topic',
  on: 'wire-format-changed',
  check: ({ from, to }) => `the wire format changed from ${from} to ${to}`,
})
