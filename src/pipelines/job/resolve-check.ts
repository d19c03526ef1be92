import type { Finding, Place } from '../../kernel/finding.ts'
import type { Type } from '../../kernel/value-type.ts'
import { typeOfAggregate } from '../expr/aggregate-typing.ts'
import type { Aggregate, Expr } from '../expr/ir.ts'
import type { OperatorProblem } from '../expr/operator.ts'
import { storeProblem } from '../expr/store.ts'
import type { ExprType } from '../expr/types.ts'
import { type TypeScope, typeOf } from '../expr/typing.ts'
import type { NamedNode, ResolvedAggregate, TypedNode } from './resolved.ts'
import type { JobRule } from './rules.ts'
import { REPORTED } from './scope.ts'
import { placeOf } from './sites.ts'

/** Gathers what is wrong with a job, each with the place where the user wrote it. */
export interface Checker {
  readonly findings: readonly Finding[]
  add(rule: JobRule, message: string, fix?: string, at?: Place): void
  /** The expression's type, or undefined after its problems were added. */
  type(expr: Expr, scope: TypeScope, what: string): ExprType | undefined
  /** The same for what has a name and so needs a type of its own: a bare null has none. */
  named(expr: Expr, scope: TypeScope, what: string): NamedNode | undefined
  aggregate(aggregate: Aggregate, scope: TypeScope, what: string): ResolvedAggregate | undefined
  /** Whether the value may be stored in a field of that type. */
  assignable(node: TypedNode, target: Type, what: string, at: Place | undefined): boolean
}

export function checker(file: string): Checker {
  const findings: Finding[] = []
  const add: Checker['add'] = (rule, message, fix, at) => {
    findings.push({
      rule: `job-${rule}`,
      severity: 'error',
      at: at ?? { file },
      message,
      ...(fix === undefined ? {} : { fix }),
    })
  }
  const addProblem = ({ message, fix }: OperatorProblem, what: string, at: Place | undefined): void => {
    if (message !== REPORTED) add('type', `${what}: ${message}`, fix, at)
  }

  const type: Checker['type'] = (expr, scope, what) => {
    const typing = typeOf(expr, scope)
    if (typing.kind === 'typed') return typing.type
    for (const problem of typing.problems) addProblem(problem, what, placeOf(problem.expr) ?? placeOf(expr))
    return undefined
  }
  return {
    findings,
    add,
    type,
    named(expr, scope, what) {
      const found = type(expr, scope, what)
      if (found?.kind !== 'null') return found && { expr, type: found }
      add('type', `${what}: null alone has no type`, 'cast it, or leave it out', placeOf(expr))
      return undefined
    },
    aggregate(aggregate, scope, what) {
      const typing = typeOfAggregate(aggregate, scope)
      if (typing.kind === 'typed') {
        return { aggregate, type: typing.type, ...(typing.arg === undefined ? {} : { argType: typing.arg }) }
      }
      for (const { at, ...problem } of typing.problems) addProblem(problem, what, placeOf(at))
      return undefined
    },
    assignable(node, target, what, at) {
      const problem = storeProblem(node.type, target)
      if (problem === undefined) return true
      addProblem(problem, what, placeOf(node.expr) ?? at)
      return false
    },
  }
}
