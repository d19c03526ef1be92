import { defineCheckRule } from '../rule.ts'

/** Branch policies join by a `ChangeSource`. */
export default defineCheckRule({
  id: 'gate-removed',
  category: 'governance',
  severity: 'error',
  breaks: false,
  what: 'A branch policy has a gate less, or asks for fewer approvals.',
  why: 'Data reaches the next branch without that check.',
  example: '`expectations` is removed from the gates of staging → prod',
  fix: 'restore the gate, or let the owners of the target branch approve the change',
  on: 'gate-removed',
  check: ({ of, what, from, to }) =>
    to === undefined ? `${of}: gate ${what} was removed` : `${of}: gate ${what} went from ${from ?? 'none'} to ${to}`,
})
