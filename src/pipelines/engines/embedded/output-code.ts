import type { Type } from '../../../kernel/value-type.ts'

import type { Expr, RefExpr } from '../../expr/ir.ts'
import { type CodeBlock, codeBlock } from '../../expr/js/code-block.ts'
import { emitJs, type JsScope } from '../../expr/js/emit.ts'
import { atom } from '../../expr/js/widen.ts'
import { emitStore } from '../../expr/store.ts'
import { refsIn } from '../../job/references.ts'
import type { ExprJob, ResolvedOutput, TypedNode } from '../../job/resolved.ts'
import { typeOfRef } from '../../job/type-of-ref.ts'
import { member, type PlacedAggregates, propertyName, resultCode } from './state-code.ts'

export interface OutputNames {
  readonly measures: PlacedAggregates
  readonly match: PlacedAggregates
}

/**
 * Text of an output's program: `{ index, make, version? }`. The parameters are those of the kind of job; of these the
 * code expects `w` (state), `r` (record), `key`, `start` and `end`, `revision` and `time` where references name them.
 */
export function outputProgram(
  job: ExprJob,
  output: ResolvedOutput,
  index: number,
  names: OutputNames,
  parameters: string,
): string {
  const make = codeBlock()
  outputCode(job, output, names, make)
  const parts = [`index: ${index}`, `make: (${parameters}) => {\n${make}\n}`]
  if (output.version !== undefined) {
    const version = codeBlock()
    versionCode(job, output.version, names, version)
    parts.push(`version: (${parameters}) => {\n${version}\n}`)
  }
  return `{ ${parts.join(', ')} }`
}

/** Named values and the score are computed once, and only those that are used; what a condition does not need comes after it. */
function outputCode(job: ExprJob, output: ResolvedOutput, names: OutputNames, out: CodeBlock): void {
  const scope = outputScope(job, names, out)
  if (output.when !== undefined) {
    scope.prepare(output.when.expr)
    out.line(`if (${emitJs(output.when.expr, scope, out)} !== true) return undefined`)
  }
  const fields = output.fields.map(({ name, node, target }) => {
    scope.prepare(node.expr)
    const value = atom(emitJs(node.expr, scope, out), out)
    return `${propertyName(name)}: ${emitStore(value, node.type, target, out)}`
  })
  out.line(`return { ${fields.join(', ')} }`)
}

function versionCode(job: ExprJob, { expr }: TypedNode, names: OutputNames, out: CodeBlock): void {
  const scope = outputScope(job, names, out)
  scope.prepare(expr)
  out.line(`return BigInt(${emitJs(expr, scope, out)})`)
}

function outputScope(job: ExprJob, names: OutputNames, out: CodeBlock): JsScope & { prepare(expr: Expr): void } {
  const prepared = new Map<string, string>()
  const typeOf = (ref: RefExpr): Type => typeOfRef(job, ref)
  let group: string | undefined

  const scope: JsScope = {
    typeOf,
    js(ref) {
      switch (ref.of) {
        case 'field':
          return member('r', ref.name)
        case 'measure':
          return resultCode(names.measures.get(ref.name)!, 'w')
        case 'match':
          group ??= nameGroup()
          return resultCode(names.match.get(ref.name)!, group)
        case 'window':
        case 'state':
          return ref.name
        case 'value':
        case 'score':
          return prepared.get(refKey(ref))!
      }
    },
  }
  const nameGroup = (): string => {
    const name = out.name('g')
    out.line(`const ${name} = w.groups.get(${member('r', job.match!.by)})`)
    return name
  }
  /** Computes the named values that the expression uses, before any branch of it: a branch may use them again. */
  const prepare = (expr: Expr): void => {
    for (const ref of refsIn(expr)) {
      if (ref.of === 'match') group ??= nameGroup()
      if ((ref.of === 'value' || ref.of === 'score') && !prepared.has(refKey(ref))) prepareNamed(ref)
    }
  }
  const prepareNamed = (ref: NamedRef): void => {
    const { score } = job
    if (ref.of === 'score' && score?.kind === 'custom' && ref.name !== 'threshold') {
      const made = out.name('s')
      const values = [...score.reads.values()].map(({ expr }) => compute(expr))
      out.line(`const ${made} = ext.score(${values.join(', ')})`)
      prepared.set('score.value', `${made}.value`).set('score.reasons', `${made}.reasons`)
    } else prepared.set(refKey(ref), compute(meaningOf(job, ref)))
  }
  const compute = (expr: Expr): string => {
    prepare(expr)
    return atom(emitJs(expr, scope, out), out)
  }
  return { ...scope, prepare }
}

/** References to a custom score's value and reasons were prepared before they come here. */
type NamedRef = Extract<RefExpr, { readonly of: 'value' | 'score' }>

function meaningOf(job: ExprJob, ref: NamedRef): Expr {
  if (ref.of === 'value') return job.values.get(ref.name)!.expr
  const score = job.score!
  return score.kind === 'rules' ? score[ref.name].expr : score.threshold.expr
}

const refKey = (ref: RefExpr): string => `${ref.of}.${ref.name}`
