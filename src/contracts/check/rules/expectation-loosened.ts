import { defineCheckRule } from '../rule.ts'

/** A threshold that moves a little with every release ends nowhere. */
export default defineCheckRule({
  id: 'expectation-loosened',
  category: 'governance',
  severity: 'warning',
  breaks: false,
  what: 'An expectation lets more through than before.',
  why: 'Bad data that it stopped passes from now on.',
  example: '`mostly: 1.0` becomes `mostly: 0.9`',
  fix: 'restore the value, or let data governance approve the change',
  on: 'expectation-loosened',
  check: ({ of, path, what, from, to }) =>
    `${of}: ${what}${path === '' ? '' : ` on ${path}`} went from ${from ?? 'none'} to ${to ?? 'none'}`,
})
