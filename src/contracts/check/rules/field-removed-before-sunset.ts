import { defineCheckRule } from '../rule.ts'

/** Readers were told a day. */
export default defineCheckRule({
  id: 'field-removed-before-sunset',
  category: 'lifecycle',
  severity: 'error',
  breaks: true,
  what: 'A deprecated field is gone before its sunset.',
  why: 'Readers were promised it until that day, and plan their move by it.',
  example: 'removing a field with `"deprecated": true, "sunset": "2027-03-31"` in 2026',
  fix: 'restore the field and remove it after its sunset',
  on: 'field-removed',
  check({ path, deprecation }, { today }) {
    const sunset = deprecation?.sunset
    return sunset !== undefined && today < sunset ? `field "${path}" is promised until ${sunset}` : undefined
  },
})
