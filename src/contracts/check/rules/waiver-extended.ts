import { defineCheckRule } from '../rule.ts'

/** An exception that is prolonged again and again is a rule. */
export default defineCheckRule({
  id: 'waiver-extended',
  category: 'governance',
  severity: 'warning',
  breaks: false,
  what: 'A waiver ends later than before.',
  why: 'Old exceptions stay for ever when nobody looks at them again.',
  example: '`expires: 2026-12-31` becomes `expires: 2027-12-31`',
  fix: 'mend what it waives, or let its owner say again why not',
  on: 'waiver-extended',
  check: ({ of, what, from, to }) =>
    `${of}: the waiver of ${what} was prolonged from ${from ?? 'no day'} to ${to ?? 'for ever'}`,
})
