import type { ContractRule } from '../../contracts/validate/rule.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { CheckedExpectation, CheckedSuite } from '../checked-suite.ts'

/** Advice about a suite in which nothing is wrong. */
export interface SuiteRule extends Omit<ContractRule, 'check'> {
  /** Looks at one expectation, with the others at hand. */
  readonly look: (expectation: CheckedExpectation, suite: LintedSuite) => Iterable<SuiteProblem>
}

export interface SuiteProblem {
  readonly message: string
  readonly fix?: string
}

export interface LintedSuite extends CheckedSuite {
  /** The types that the contract gives its columns; empty without a contract. */
  readonly types: ReadonlyMap<string, Type>
  /** Symbols of the columns that are Avro enums. */
  readonly symbols: ReadonlyMap<string, readonly string[]>
}

/** Types a rule's file and keeps its literal id. */
export const defineSuiteRule = <const R extends SuiteRule>(rule: R): R => rule

/** The one column that an expectation names; undefined for several, or none. */
export const columnOf = ({ kwargs }: CheckedExpectation): string | undefined =>
  typeof kwargs.column === 'string' ? kwargs.column : undefined

/** Texts among the values of a parameter that may be one value or a list. */
export const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
