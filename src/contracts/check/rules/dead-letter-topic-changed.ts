import { defineCheckRule } from '../rule.ts'

/** Somebody watches the old one. */
export default defineCheckRule({
  id: 'dead-letter-topic-changed',
  category: 'routing',
  severity: 'warning',
  breaks: false,
  what: 'Records that fail the contract go to another dead letter topic, or to none.',
  why: 'Alerts and repairs hang on the old topic: bad records are no longer seen.',
  example: '`deadLetterTopic: fraud.dead_letter` is removed',
  fix: 'keep it, or move alerts and repairs to the new topic first',
  on: 'dead-letter-topic-changed',
  check: ({ from, to }) => (from === undefined ? undefined : `bad records went to ${from}, now to ${to ?? 'none'}`),
})
