import type { Type } from '../../../kernel/value-type.ts'

import type { Expr, RefExpr } from '../../expr/ir.ts'
import type { CodeBlock } from '../../expr/js/code-block.ts'
import { emitJs, type JsScope } from '../../expr/js/emit.ts'
import { atom } from '../../expr/js/widen.ts'
import { emitStore } from '../../expr/store.ts'
import { refsIn } from '../../job/references.ts'
import type { ResolvedJob, ResolvedOutput } from '../../job/resolved.ts'
import { member, type PlacedAggregates, propertyName, resultCode } from './state-code.ts'

interface OutputNames {
  readonly measures: PlacedAggregates
  readonly match: PlacedAggregates
}

/**
 * The body of `OutputProgram.make`: parameters `w` (window state), `r` (record), `key`, `start`, `end`. Named values and the
 * score are computed once, and only those that are used; what a condition does not need comes after it.
 */
export function outputCode(job: ResolvedJob, output: ResolvedOutput, names: OutputNames, out: CodeBlock): void {
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

/** The body of `OutputProgram.version`. */
export function versionCode(job: ResolvedJob, output: ResolvedOutput, names: OutputNames, out: CodeBlock): void {
  const scope = outputScope(job, names, out)
  const { expr } = output.version!
  scope.prepare(expr)
  out.line(`return BigInt(${emitJs(expr, scope, out)})`)
}

function outputScope(job: ResolvedJob, names: OutputNames, out: CodeBlock): JsScope & { prepare(expr: Expr): void } {
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
          return ref.name
        default:
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
      if (ref.of !== 'value' && ref.of !== 'score') continue
      if (prepared.has(refKey(ref))) continue
      const opened = ref.of === 'value' ? job.values.get(ref.name)!.expr : job.score![ref.name].expr
      prepare(opened)
      prepared.set(refKey(ref), atom(emitJs(opened, scope, out), out))
    }
  }
  return { ...scope, prepare }
}

const refKey = (ref: RefExpr): string => `${ref.of}.${ref.name}`

/** The type of a reference of a resolved job: every name is known. */
export function typeOfRef(job: ResolvedJob, ref: RefExpr): Type {
  switch (ref.of) {
    case 'field':
      return job.inputs.find(({ alias }) => alias === ref.input)!.types.get(ref.name)!
    case 'measure':
      return job.measures.get(ref.name)!.type
    case 'match':
      return job.match!.measures.get(ref.name)!.type
    case 'value':
      return job.values.get(ref.name)!.type
    case 'score':
      return job.score![ref.name].type
    case 'window':
      return ref.name === 'key' ? job.keyType : { kind: 'timestamp', nullable: false }
  }
}
