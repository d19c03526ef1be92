import { defineCheckRule } from '../rule.ts'

/** Windows and watermarks are made from it. */
export default defineCheckRule({
  id: 'event-time-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'Another field is the event time, or none is any more.',
  why: 'Windows, watermarks and lateness of every job that reads it change: the same record lands in another window, or is dropped as late.',
  example: '`eventTime: created_at` becomes `eventTime: updated_at`',
  fix: 'keep the event time, or publish a new topic',
  on: 'event-time-changed',
  check: ({ from, to }) => (from === undefined ? undefined : `the event time changed from ${from} to ${to ?? 'none'}`),
})
