import { defineCheckRule } from '../rule.ts'

/** No judgement: the new owner should know. */
export default defineCheckRule({
  id: 'owner-changed',
  category: 'promise',
  severity: 'info',
  breaks: false,
  what: 'Another team owns the contract; no owner is a warning.',
  why: 'Who answers for the promises is part of them: alerts and questions go to the new team.',
  example: '`team.name: checkout` becomes `team.name: orders`',
  fix: 'let the new team approve the change; never leave the contract without one',
  on: 'owner-changed',
  check({ from, to }) {
    if (from === undefined) return undefined
    return to === undefined
      ? { message: `${from} no longer owns it, and nobody does`, severity: 'warning' }
      : `the owner was ${from}, now ${to}`
  },
})
