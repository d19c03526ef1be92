import type { Slot } from '../../expr/aggregate.ts'
import { aggregates } from '../../expr/aggregates/index.ts'
import type { CodeBlock } from '../../expr/js/code-block.ts'
import { emitJs, type JsScope } from '../../expr/js/emit.ts'
import { atom } from '../../expr/js/widen.ts'
import { withNullable } from '../../expr/types.ts'
import type { ResolvedAggregate } from '../../job/resolved.ts'

/** One aggregate's place in a state object. */
export interface PlacedAggregate {
  readonly resolved: ResolvedAggregate
  readonly slots: readonly { readonly slot: Slot; readonly property: string }[]
}

export type PlacedAggregates = ReadonlyMap<string, PlacedAggregate>

/** Gives each aggregate its properties; `prefix` keeps them apart from the state's own. */
export function placeAggregates(resolved: ReadonlyMap<string, ResolvedAggregate>, prefix: string): PlacedAggregates {
  let next = 0
  return new Map(
    [...resolved].map(([name, aggregate]) => {
      const slots = functionOf(aggregate).slots(aggregate.argType)
      return [name, { resolved: aggregate, slots: slots.map((slot) => ({ slot, property: `${prefix}${next++}` })) }]
    }),
  )
}

/** An object literal with the first value of every slot, so that all states have one shape. */
export const initialState = (placed: PlacedAggregates, extra: readonly string[] = []): string => {
  const slots = [...placed.values()].flatMap((one) => one.slots)
  return `{ ${[...slots.map(({ slot, property }) => `${property}: ${slot.init}`), ...extra].join(', ')} }`
}

/** Text of an aggregate's present value in the state object of that name. */
export function resultCode({ resolved, slots }: PlacedAggregate, state: string): string {
  const text = (name: string): string => `${state}.${slots.find(({ slot }) => slot.name === name)!.property}`
  return functionOf(resolved).result(text, resolved.type)
}

/**
 * Appends what takes one record into the aggregates of several states, all or nothing: values are computed into locals, sets
 * (which cannot be taken back) are changed after everything that may overflow, and the states are assigned last.
 */
export function updateCode(
  parts: readonly { readonly state: string; readonly placed: PlacedAggregates }[],
  input: string,
  scope: JsScope,
  out: CodeBlock,
): void {
  const updates = parts.flatMap(({ state, placed }) =>
    [...placed.values()]
      .filter(({ resolved }) => resolved.aggregate.input === input)
      .map((one) => ({ state, one, isSet: one.slots.some(({ slot }) => slot.holds.kind === 'set') })),
  )
  const assignments: string[] = []
  for (const { state, one } of [...updates.filter((u) => !u.isSet), ...updates.filter((u) => u.isSet)]) {
    const { aggregate, argType, type } = one.resolved
    const names = new Map<string, string>()
    for (const { slot, property } of one.slots) {
      if (slot.holds.kind === 'set') names.set(slot.name, `${state}.${property}`)
      else {
        const local = out.name('n')
        out.line(`let ${local} = ${state}.${property}`)
        names.set(slot.name, local)
        assignments.push(`${state}.${property} = ${local}`)
      }
    }
    const guards: string[] = []
    if (aggregate.where !== undefined) guards.push(`${atom(emitJs(aggregate.where, scope, out), out)} === true`)
    const value = aggregate.arg === undefined ? undefined : atom(emitJs(aggregate.arg, scope, out), out)
    if (value !== undefined && argType?.nullable) guards.push(`${value} !== null`)
    const body = (block: CodeBlock): void =>
      functionOf(one.resolved).update({
        slot: (name) => names.get(name)!,
        type,
        out: block,
        ...(value === undefined ? {} : { value }),
        ...(argType === undefined ? {} : { arg: withNullable(argType, false) }),
      })
    if (guards.length === 0) body(out)
    else out.block(`if (${guards.join(' && ')})`, body)
  }
  for (const assignment of assignments) out.line(assignment)
}

const functionOf = ({ aggregate }: ResolvedAggregate) => aggregates[aggregate.aggregate]!

/** `r.name`, or `r["name"]` where the name is no identifier. */
export const member = (object: string, name: string): string =>
  IDENTIFIER.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`

/** A key of an object literal; computed for `__proto__`, which would set the prototype. */
export const propertyName = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : IDENTIFIER.test(name) ? name : JSON.stringify(name)

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/
