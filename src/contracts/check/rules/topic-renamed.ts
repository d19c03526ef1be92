import { defineCheckRule } from '../rule.ts'

/** Nothing in Kafka follows a rename: it is a new, empty topic. */
export default defineCheckRule({
  id: 'topic-renamed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'A contract with the same id governs a topic, table or hash of another name.',
  why: 'Readers of the old name see no new records, and nobody tells them; the history stays behind.',
  example: '`name: order.created` becomes `name: order.placed`',
  fix: 'keep the name, or add a second contract, write both, and deprecate the old one with a sunset',
  on: 'topic-renamed',
  check: ({ from, to }) => `"${from}" is called "${to}" now`,
})
