import { defineCheckRule, fieldText } from '../rule.ts'

/** Fewer digits refuse what was allowed; more digits do not fit into the columns that readers made. */
export default defineCheckRule({
  id: 'decimal-precision-changed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A decimal has another precision: an error for fewer digits, a warning for more.',
  why: 'Registries ignore it. With fewer digits, amounts that were valid are refused; with more, they overflow the columns and types that readers derived.',
  example: 'decimal(12,2) becomes decimal(10,2)',
  fix: 'keep the precision; widen it only after every table and job that reads the field can hold more digits',
  on: ['logical-type-changed'],
  check({ path, from, to }) {
    if (from?.name !== 'decimal' || to?.name !== 'decimal' || from.precision === to.precision) return undefined
    const message = `${fieldText(path)}: the precision changed from ${from.precision} to ${to.precision} digits`
    return to.precision < from.precision
      ? `${message}, so amounts that were valid no longer fit`
      : {
          message: `${message}, which columns of decimal(${from.precision},${from.scale}) cannot hold`,
          severity: 'warning',
        }
  },
})
