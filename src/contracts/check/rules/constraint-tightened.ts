import { defineCheckRule } from '../rule.ts'

/** Every record is checked on its way: producers feel it at once. */
export default defineCheckRule({
  id: 'constraint-tightened',
  category: 'promise',
  severity: 'error',
  breaks: true,
  what: 'Values that were allowed are refused now, or a pattern was changed.',
  why: 'Producers that write them find their records in the dead letter topic; old records no longer pass either.',
  example: '`maxLength: 64` becomes `maxLength: 32`',
  fix: 'keep the constraint, or make sure that no producer writes what is refused now',
  on: 'constraint-changed',
  check({ path, constraint, from, to, direction }) {
    if (direction === 'tightened' && from === undefined) return `field "${path}": ${constraint} ${to} is new`
    return direction === 'loosened' ? undefined : `field "${path}": ${constraint} went from ${from} to ${to}`
  },
})
