import { columnOf, defineSuiteRule, textsOf } from '../rule.ts'

export default defineSuiteRule({
  id: 'value-never-occurs',
  severity: 'warning',
  what: 'A value of a set that the enum of the contract does not have.',
  why: 'It is misspelt, or was renamed: rows with the real value are unexpected, or the set is never complete.',
  example: '`"value_set": ["cancelled"]` where the contract has `canceled`',
  fix: 'use the symbols of the contract',
  *look(expectation, { symbols }) {
    const known = symbols.get(columnOf(expectation) ?? '')
    if (known === undefined) return
    const others = textsOf(expectation.kwargs.value_set).filter((value) => !known.includes(value))
    if (others.length > 0)
      yield {
        message: `the contract knows no ${others.map((value) => `"${value}"`).join(', ')}; it has ${known.join(', ')}`,
      }
  },
})
