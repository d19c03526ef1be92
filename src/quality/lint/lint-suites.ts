import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { byPlace } from '../../contracts/repo/by-place.ts'
import { finding } from '../../contracts/validate/rule.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { CheckedSuite } from '../checked-suite.ts'
import type { LintedSuite } from './rule.ts'
import { suiteRules } from './rules/index.ts'

/** Advice about suites in which nothing is wrong, each with its contract where there is one. */
export const lintSuites = (suites: readonly CheckedSuite[]): readonly Finding[] =>
  suites.flatMap(lintSuite).sort(byPlace)

function lintSuite(suite: CheckedSuite): readonly Finding[] {
  const { contract } = suite
  const linted: LintedSuite = {
    ...suite,
    types: contract === undefined ? new Map() : contractTypes(contract),
    symbols: contract === undefined ? new Map() : enumSymbols(contract),
  }
  return suite.expectations.flatMap((expectation) =>
    suiteRules.flatMap((rule) =>
      [...rule.look(expectation, linted)].map((problem) => finding(rule, { at: expectation.at, ...problem })),
    ),
  )
}

function enumSymbols({ schema }: Contract): ReadonlyMap<string, readonly string[]> {
  return new Map(
    schema.fields.flatMap(({ name, type }) => {
      const branches = type.kind === 'union' ? type.branches : [type]
      const symbols = branches.flatMap((branch) => (branch.kind === 'enum' ? branch.symbols : []))
      return symbols.length === 0 ? [] : [[name, symbols] as const]
    }),
  )
}
