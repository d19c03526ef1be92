import { defineCheckRule } from '../rule.ts'

/** Suites join by a `ChangeSource`. */
export default defineCheckRule({
  id: 'expectation-removed',
  category: 'governance',
  severity: 'error',
  breaks: false,
  what: 'An expectation on data at rest is gone.',
  why: 'What it caught comes through unseen from now on.',
  example: '`expect_column_values_to_not_be_null` on `order_id` is removed',
  fix: 'restore it, or let data governance approve the change',
  on: 'expectation-removed',
  check: ({ of, path, what }) => `${of}: ${what}${path === '' ? '' : ` on ${path}`} was removed`,
})
