import type { ContractField, FieldConstraints } from '../model.ts'
import type { Direction, FieldChange } from './change.ts'
import { compareBounds } from './compare-bounds.ts'
import type { Sides } from './pair.ts'

/** Whether a greater value refuses more (`up`) or less (`down`); a pattern cannot be ordered. */
const REFUSES_MORE: Readonly<Record<keyof FieldConstraints, 'up' | 'down' | 'unknown'>> = {
  minimum: 'up',
  exclusiveMinimum: 'up',
  minLength: 'up',
  maximum: 'down',
  exclusiveMaximum: 'down',
  maxLength: 'down',
  pattern: 'unknown',
}

/** The differences of what ODCS says of one top-level field: its privacy class, and what values it allows. */
export function* diffContractField(before: ContractField, after: ContractField, sides: Sides): Iterable<FieldChange> {
  const at = (...keys: string[]) => ({
    of: sides.after.name,
    path: after.name,
    before: sides.before.places.odcs([...steps(before.at.path), ...keys]),
    after: sides.after.places.odcs([...steps(after.at.path), ...keys]),
  })
  if (before.classification !== after.classification) {
    const [from, to] = [before.classification, after.classification]
    yield { kind: 'privacy-class-changed', ...at('classification'), from, to }
  }
  for (const constraint of CONSTRAINTS) {
    const [from, to] = [before.constraints[constraint]?.toString(), after.constraints[constraint]?.toString()]
    const direction = directionOf(constraint, from, to)
    if (direction !== undefined)
      yield { kind: 'constraint-changed', ...at('logicalTypeOptions', constraint), constraint, from, to, direction }
  }
}

const CONSTRAINTS = [
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'pattern',
] as const satisfies readonly (keyof FieldConstraints)[]

function directionOf(
  constraint: keyof FieldConstraints,
  from: string | undefined,
  to: string | undefined,
): Direction | undefined {
  if (from === to) return undefined
  if (from === undefined) return 'tightened'
  if (to === undefined) return 'loosened'
  const more = REFUSES_MORE[constraint]
  if (more === 'unknown') return 'changed'
  const order = compareBounds(to, from)
  if (order === 0) return undefined // 10 and 10.00
  return order > 0 === (more === 'up') ? 'tightened' : 'loosened'
}

const steps = (path: string | undefined): (string | number)[] =>
  (path ?? '')
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
