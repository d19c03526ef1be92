import { defineSuiteRule } from '../rule.ts'

export default defineSuiteRule({
  id: 'nothing-fits',
  severity: 'error',
  what: 'Bounds between which nothing lies.',
  why: 'The expectation is never met, whatever the data: the bounds are the wrong way round, or exclude each other.',
  example: '`"min_value": 10, "max_value": 1`',
  fix: 'mend the bounds',
  *look({ kwargs: { min_value: low, max_value: high, strict_min, strict_max } }) {
    const comparable =
      (typeof low === 'number' && typeof high === 'number') || (typeof low === 'string' && typeof high === 'string')
    if (!comparable) return
    if (low > high) yield { message: `min_value ${low} is more than max_value ${high}` }
    else if (low === high && (strict_min === true || strict_max === true))
      yield { message: `nothing is more than ${low} and less than it` }
  },
})
