import type { CheckedExpectation } from '../../checked-suite.ts'
import { stableJson } from '../../stable-json.ts'
import { defineSuiteRule } from '../rule.ts'

export default defineSuiteRule({
  id: 'expected-twice',
  severity: 'warning',
  what: 'The same expectation, with the same parameters, twice in a suite.',
  why: 'Reports and alerts count it twice, and the next who changes one of them forgets the other.',
  example: '`expect_column_values_to_not_be_null` of `order_id`, twice',
  fix: 'take one of them out',
  *look(expectation, { expectations }) {
    const first = expectations.find((other) => sameAs(other) === sameAs(expectation))
    if (first !== undefined && first !== expectation)
      yield { message: `"${expectation.bound.words}" is expected in line ${first.at.line ?? '?'} already` }
  },
})

/** A set has no order, and what changes no verdict is no difference. */
function sameAs({ type, kwargs }: CheckedExpectation): string {
  const { batch_id: _id, result_format: _format, catch_exceptions: _catch, condition_parser: _parser, ...own } = kwargs
  const sorted = (value: unknown) =>
    Array.isArray(value) ? [...value].map((item) => JSON.stringify(item)).sort() : value
  return `${type} ${stableJson({ ...own, value_set: sorted(own.value_set) ?? null })}`
}
