import { defineCheckRule } from '../rule.ts'

/** A log, a table and a hash are read in different ways. */
export default defineCheckRule({
  id: 'contract-kind-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'What the contract governs is of another kind: topic, table or hash.',
  why: 'Readers of a topic cannot read a table, and the other way round.',
  example: '`physicalType: topic` becomes `physicalType: table`',
  fix: 'add a contract for the new thing, and keep this one until its readers have moved',
  on: 'contract-kind-changed',
  check: ({ from, to }) => `the ${from} became a ${to}`,
})
