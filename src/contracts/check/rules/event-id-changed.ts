import { defineCheckRule } from '../rule.ts'

/** Duplicates are dropped by it. */
export default defineCheckRule({
  id: 'event-id-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'Another field identifies the event, or none does any more.',
  why: 'Jobs drop duplicates by it: with another field a retry counts twice, or two events count as one.',
  example: '`eventId: event_id` becomes `eventId: order_id`',
  fix: 'keep the event id',
  on: 'event-id-changed',
  check: ({ from, to }) => (from === undefined ? undefined : `the event id changed from ${from} to ${to ?? 'none'}`),
})
