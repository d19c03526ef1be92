import type { Finding, Place } from '../../kernel/finding.ts'
import type { Type } from '../../kernel/value-type.ts'
import { aggregateType } from '../expr/aggregate.ts'
import { assignmentProblem } from '../expr/assign.ts'
import type { Aggregate, Expr } from '../expr/ir.ts'
import type { OperatorProblem } from '../expr/operator.ts'
import { typeText } from '../expr/type-text.ts'
import type { ExprType } from '../expr/types.ts'
import { type TypeScope, typeOf } from '../expr/typing.ts'
import type { TypedNode } from './resolved.ts'
import { placeOf } from './sites.ts'

/** Gathers what is wrong with a job, each with the place where the user wrote it. */
export interface Checker {
  readonly findings: readonly Finding[]
  add(rule: string, message: string, fix?: string, at?: Place): void
  /** The expression's type, or undefined after its problems were added. */
  type(expr: Expr, scope: TypeScope, what: string): ExprType | undefined
  condition(expr: Expr, scope: TypeScope, what: string): void
  aggregate(aggregate: Aggregate, argType: ExprType | undefined, what: string): Type | undefined
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
  const addProblem = ({ message, fix }: OperatorProblem, what: string, at: Place | undefined): void =>
    add('type', `${what}: ${message}`, fix, at)

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
    condition(expr, scope, what) {
      const found = type(expr, scope, what)
      if (found !== undefined && found.kind !== 'boolean') {
        add('type', `${what}: the condition is of type ${typeText(found)}`, 'give a comparison', placeOf(expr))
      }
    },
    aggregate(aggregate, argType, what) {
      const found = aggregateType(aggregate, argType)
      if (!('message' in found)) return found
      addProblem(found, what, aggregate.arg && placeOf(aggregate.arg))
      return undefined
    },
    assignable(node, target, what, at) {
      const problem = assignmentProblem(node.type, target)
      if (problem === undefined) return true
      addProblem(problem, what, placeOf(node.expr) ?? at)
      return false
    },
  }
}
