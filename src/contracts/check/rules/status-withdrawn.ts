import { defineCheckRule } from '../rule.ts'

/** Only deprecated and retired lie ahead of active; contract-removed judges who retires. */
export default defineCheckRule({
  id: 'status-withdrawn',
  category: 'promise',
  severity: 'warning',
  breaks: false,
  what: 'A contract in force went back to proposed or draft.',
  why: 'Its readers rely on it; a draft promises nothing.',
  example: '`status: active` becomes `status: draft`',
  fix: 'keep it active, or deprecate it with a sunset',
  on: 'status-changed',
  check({ from, to }) {
    const isWithdrawn = ['active', 'deprecated'].includes(from) && ['proposed', 'draft'].includes(to)
    return isWithdrawn ? `the status went from ${from} to ${to}` : undefined
  },
})
