import { defineSuiteRule, textsOf } from '../rule.ts'

// biome-ignore format: one row a construct
const AMBIGUOUS: readonly (readonly [pattern: RegExp, found: string, instead: string])[] = [
  [/(?<!\\)(?:\\\\)*\\d/i, '\\d is 0 to 9 in DuckDB, Trino and Spark, and any digit of Unicode in Python', 'write [0-9]'],
  [/(?<!\\)(?:\\\\)*\\w/i, '\\w is A to Z, 0 to 9 and _ in DuckDB, Trino and Spark, and any letter of Unicode in Python', 'write the characters, e.g. [A-Za-z0-9_]'],
  [/(?<!\\)(?:\\\\)*\\s/i, '\\s is ASCII space in DuckDB, Trino and Spark, and any space of Unicode in Python', 'write the characters, e.g. [ \\t]'],
  [/(?<!\\)(?:\\\\)*\\b/i, '\\b goes by \\w, which is ASCII in DuckDB, and Unicode in Python',                          'write what stands around it'],
  [/\(\?P<|\(\?<[a-z]/i,   'names of groups are (?P<name>) in Python, and (?<name>) in Java',                          'use a group without a name'],
  [/\(\?[a-z]*m/,          'with the flag m engines disagree about what ends a line',                                  'leave the flag out'],
]

export default defineSuiteRule({
  id: 'pattern-read-otherwise',
  severity: 'warning',
  what: 'A regular expression that engines read in different ways.',
  why: 'The same rows are met on one engine and not on the next: DuckDB has RE2, Trino and Spark Java, Great Expectations on pandas and SQLite Python.',
  example: '`"regex": "^\\\\w+$"`',
  fix: 'write it so that it means the same everywhere',
  *look({ kwargs: { regex, regex_list } }) {
    for (const pattern of [...textsOf(regex), ...textsOf(regex_list)]) {
      const found = AMBIGUOUS.find(([construct]) => construct.test(pattern))
      if (found !== undefined) yield { message: `in ${pattern}: ${found[1]}`, fix: found[2] }
    }
  },
})
