import { defineCheckRule, fieldText } from '../rule.ts'

/** The bytes of a decimal are the unscaled integer: 12.30 is 1230, and with scale 4 the same bytes are 0.1230. */
export default defineCheckRule({
  id: 'decimal-scale-changed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A decimal has another scale.',
  why: 'Registries ignore logical types and say "compatible", but the same bytes are then another amount: 12.30 becomes 0.1230 for whoever reads with the other schema.',
  example: 'decimal(12,2) becomes decimal(12,4)',
  fix: 'keep the scale, and add a field with the new scale under a new name',
  on: ['logical-type-changed'],
  check({ path, from, to }) {
    if (from?.name !== 'decimal' || to?.name !== 'decimal' || from.scale === to.scale) return undefined
    return `${fieldText(path)}: the scale changed from ${from.scale} to ${to.scale}, so amounts change by a factor of 10^${Math.abs(to.scale - from.scale)}`
  },
})
