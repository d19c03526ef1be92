import { defineCheckRule, fieldText } from '../rule.ts'

/** The unit is only in the logical type's name: the long on the wire says nothing. */
export default defineCheckRule({
  id: 'time-unit-changed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A time or timestamp has another unit, or another kind (instant or local).',
  why: 'Registries ignore logical types. Whoever reads with the other schema is off by a factor of 1000: 2026 becomes 1970, or the year 58000; windows and partitions by day go wrong without an error.',
  example: 'timestamp-millis becomes timestamp-micros',
  fix: 'keep the logical type, and add a field with the new unit under a new name',
  on: ['logical-type-changed'],
  check({ path, from, to }) {
    if (from === undefined || to === undefined || !isTime(from.name) || !isTime(to.name)) return undefined
    return `${fieldText(path)}: the unit changed from ${from.name} to ${to.name}`
  },
})

const isTime = (name: string): boolean => /^(local-)?time(stamp)?-/.test(name)
