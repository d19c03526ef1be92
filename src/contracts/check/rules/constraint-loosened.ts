import { defineCheckRule } from '../rule.ts'

/** The consumer's side: loosening surprises readers. */
export default defineCheckRule({
  id: 'constraint-loosened',
  category: 'promise',
  severity: 'warning',
  breaks: false,
  what: 'Values come through that were refused before.',
  why: 'Readers rely on the constraint: columns are too short for longer texts, formulas meet numbers they were not made for.',
  example: '`minimum: 0` is removed',
  fix: 'keep the constraint, or check that every reader handles the new values',
  on: 'constraint-changed',
  check({ path, constraint, from, to, direction }) {
    if (direction !== 'loosened') return undefined
    return to === undefined
      ? `field "${path}": ${constraint} ${from} is gone`
      : `field "${path}": ${constraint} went from ${from} to ${to}`
  },
})
