import { defineCheckRule } from '../rule.ts'

/** Branch policies join by a `ChangeSource`. */
export default defineCheckRule({
  id: 'gate-removed',
  category: 'governance',
  severity: 'error',
  breaks: false,
  what: 'A branch policy has a gate less, asks for fewer or older approvals, is open longer, or lets more go.',
  why: 'Data reaches the next branch without that check.',
  example: '`expectations` is removed from the gates of staging → prod',
  fix: 'restore the gate, or let the owners of the target branch approve the change',
  on: 'gate-removed',
  check: ({ of, what, from, to }, { today }) => {
    if (to !== undefined) return `${of}: gate ${what} went from ${from ?? 'none'} to ${to}`
    // Of what ends by itself (a freeze) `from` is the last day: over, it asks for nothing.
    return from !== undefined && from < today ? undefined : `${of}: gate ${what} was removed`
  },
})
