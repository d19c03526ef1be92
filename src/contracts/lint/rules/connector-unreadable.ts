import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-unreadable',
  category: 'connector',
  severity: 'error',
  what: 'A file in the connector folder is no connector configuration.',
  why: 'Nothing in it is checked, and Kafka Connect will refuse it.',
  example: 'a comma too many; no `connector.class`',
  fix: 'write {"name": …, "config": {"connector.class": …}}, or move the file elsewhere',
  on: 'connector',
  check: () => [], // Reported while reading.
})
