import { defineCheckRule, fieldText } from '../rule.ts'

/** A day once told is a promise. */
export default defineCheckRule({
  id: 'sunset-brought-forward',
  category: 'lifecycle',
  severity: 'warning',
  breaks: false,
  what: 'A field or contract may be removed earlier than was announced.',
  why: 'Readers plan their move by the day they were told.',
  example: '`"sunset": "2027-03-31"` becomes `"sunset": "2026-12-31"`',
  fix: 'keep the day',
  on: ['deprecation-changed', 'sunset-changed'],
  check(change) {
    const [from, to] =
      change.kind === 'sunset-changed' ? [change.from, change.to] : [change.from?.sunset, change.to?.sunset]
    if (from === undefined || to === undefined || to >= from) return undefined
    const what = change.kind === 'sunset-changed' ? 'the contract' : fieldText(change.path)
    return `${what}: the sunset went from ${from} to ${to}`
  },
})
