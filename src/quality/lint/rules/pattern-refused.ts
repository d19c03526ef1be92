import { defineSuiteRule, textsOf } from '../rule.ts'

// biome-ignore format: one row a construct
const NOT_IN_RE2: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\(\?<?[=!]/,                         'looks ahead or behind'],
  [/(?<!\\)(?:\\\\)*\\[1-9]/,            'refers back to a group'],
  [/\(\?P=/,                             'refers back to a group'],
  [/\(\?>|(?<!\\)[*+?}]\+/,              'is possessive'],
  [/\\[ZGRXhHkK]/,                       'uses an escape that RE2 has not'],
  [/\(\?#|\(\?\(/,                       'has a comment or a condition'],
]

export default defineSuiteRule({
  id: 'pattern-refused',
  severity: 'error',
  what: 'A regular expression that DuckDB refuses: its engine is RE2, without looking around and without references back.',
  why: 'The expectation cannot be judged, and fails on every run.',
  example: '`"regex": "^(?!test)"`',
  fix: 'write it without, e.g. as expect_column_values_to_not_match_regex of what is not wanted',
  *look({ kwargs: { regex, regex_list } }) {
    for (const pattern of [...textsOf(regex), ...textsOf(regex_list)]) {
      const found = NOT_IN_RE2.find(([construct]) => construct.test(pattern))
      if (found !== undefined) yield { message: `the pattern ${pattern} ${found[1]}` }
      else if (!isBalanced(pattern)) yield { message: `the pattern ${pattern} is no regular expression` }
    }
  },
})

/** Whether groups, classes and repetitions are closed; JavaScript's reader knows, but for flags and names in Python's form. */
function isBalanced(pattern: string): boolean {
  try {
    new RegExp(
      pattern
        .replaceAll(/\(\?[a-zA-Z]+\)/g, '')
        .replaceAll(/\(\?P</g, '(?<')
        .replaceAll(/\(\?[a-zA-Z-]+:/g, '(?:'),
    )
    return true
  } catch {
    return false
  }
}
