import type { Shape } from '../../../contracts/codec/shape.ts'
import { arrayShape, recordShape, shapeOfType } from '../../../contracts/codec/shape-of-type.ts'
import type { Type } from '../../../kernel/value-type.ts'
import type { Slot } from '../../expr/aggregate.ts'
import { withNullable } from '../../expr/types.ts'
import type { WindowStateForm } from '../../harness/window-program.ts'
import type { Meanings } from '../../job/resolved.ts'
import { type PlacedAggregates, placeAggregates } from './state-code.ts'

/** Generates the two functions that turn a state of `compileWindowed` into a record that can be written, and back. */
export function windowStateForm({
  measures,
  match,
  inputs,
}: Pick<Meanings, 'measures' | 'match' | 'inputs'>): WindowStateForm {
  const own = slotsOf(placeAggregates(measures, 'm'))
  if (match === undefined) return form(own, undefined)
  const by = inputs.find(({ alias }) => match.inputs.includes(alias))!.types.get(match.by)!
  return form(own, { by, slots: slotsOf(placeAggregates(match.measures, 'g')) })
}

interface PlacedSlot {
  readonly property: string
  readonly slot: Slot
}

interface Groups {
  readonly by: Type
  readonly slots: readonly PlacedSlot[]
}

function form(slots: readonly PlacedSlot[], groups: Groups | undefined): WindowStateForm {
  const fields = slots.map(fieldOf)
  const save = slots.map(saved('w'))
  const load = slots.map(loaded('s'))
  if (groups !== undefined) {
    const group = [{ name: 'by', shape: shapeOfType(groups.by) }, ...groups.slots.map(fieldOf)]
    fields.push({ name: 'groups', shape: arrayShape(recordShape('Group', group)) })
    save.push(`groups: Array.from(w.groups, ([by, g]) => ({ by, ${groups.slots.map(saved('g')).join(', ')} }))`)
    load.push(`groups: new Map(s.groups.map((g) => [g.by, { ${groups.slots.map(loaded('g')).join(', ')} }]))`)
  }
  // The same properties in the same order as a state that was begun: they keep one shape.
  const source = `'use strict'\nreturn { save: (w) => ({ ${save.join(', ')} }), load: (s) => ({ ${load.join(', ')} }) }`
  return { shape: recordShape('State', fields), ...(new Function(source)() as Pick<WindowStateForm, 'save' | 'load'>) }
}

const slotsOf = (placed: PlacedAggregates): readonly PlacedSlot[] => [...placed.values()].flatMap(({ slots }) => slots)

const fieldOf = ({ property, slot: { holds } }: PlacedSlot): { readonly name: string; readonly shape: Shape } => ({
  name: property,
  shape: holds.kind === 'set' ? arrayShape(shapeOfType(holds.of)) : shapeOfType(withNullable(holds.type, true)),
})

const saved =
  (state: string) =>
  ({ property, slot }: PlacedSlot): string =>
    `${property}: ${slot.holds.kind === 'set' ? `Array.from(${state}.${property})` : `${state}.${property}`}`

const loaded =
  (record: string) =>
  ({ property, slot }: PlacedSlot): string =>
    `${property}: ${slot.holds.kind === 'set' ? `new Set(${record}.${property})` : `${record}.${property}`}`
