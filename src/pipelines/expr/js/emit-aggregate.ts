import type { Slot } from '../aggregate.ts'
import { typeOfAggregate } from '../aggregate-typing.ts'
import { aggregates } from '../aggregates/index.ts'
import type { Aggregate } from '../ir.ts'
import type { CodeBlock } from './code-block.ts'
import { emitJs, type JsScope } from './emit.ts'
import { atom } from './widen.ts'

/** The state one aggregate needs in a window; the caller decides where slots live. */
export function slotsOf(aggregate: Aggregate, scope: JsScope): readonly Slot[] {
  const { arg } = typed(aggregate, scope)
  return aggregates[aggregate.aggregate]!.slots(arg)
}

/** Appends what takes the scope's record in. A throw (overflow) leaves the slots of this aggregate as they were. */
export function emitUpdate(aggregate: Aggregate, scope: JsScope, slot: (name: string) => string, out: CodeBlock): void {
  const { arg, type } = typed(aggregate, scope)
  const take = (block: CodeBlock): void => {
    if (aggregate.arg === undefined || arg === undefined)
      return aggregates[aggregate.aggregate]!.update({ slot, type, out: block })
    const value = atom(emitJs(aggregate.arg, scope, block), block)
    const update = (inner: CodeBlock): void =>
      aggregates[aggregate.aggregate]!.update({ slot, type, value, arg, out: inner })
    if (arg.nullable) block.block(`if (${value} !== null)`, update)
    else block.block('', update)
  }
  if (aggregate.where === undefined) return out.block('', take)
  const condition = emitJs(aggregate.where, scope, out)
  out.block(`if (${condition} === true)`, take)
}

/** JavaScript text of the aggregate's result. */
export function emitResult(aggregate: Aggregate, scope: JsScope, slot: (name: string) => string): string {
  return aggregates[aggregate.aggregate]!.result(slot, typed(aggregate, scope).type)
}

function typed(aggregate: Aggregate, scope: JsScope) {
  const typing = typeOfAggregate(aggregate, { ref: scope.typeOf })
  if (typing.kind === 'problems') throw new Error(`emitting an ill-typed aggregate: ${typing.problems[0]?.message}`)
  return typing
}
