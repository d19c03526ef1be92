import { defineCheckRule } from '../rule.ts'

/** Latency, freshness and error rates are better when smaller, availability, throughput and retention when greater. */
export default defineCheckRule({
  id: 'sla-loosened',
  category: 'promise',
  severity: 'error',
  breaks: true,
  what: 'A service level was lowered or removed; one that cannot be compared was changed (a warning).',
  why: 'Readers planned with the old promise: their own deadlines and alerts are built on it.',
  example: '`freshness: 60 s` becomes `freshness: 300 s`',
  fix: 'keep the promise, or agree with every reader on the new one',
  on: ['sla-changed', 'sla-removed'],
  check({ kind, path, from, to, direction }) {
    if (kind === 'sla-removed') return `${path} of ${from} is no longer promised`
    if (direction === 'loosened') return `${path} went from ${from} to ${to}`
    return direction === 'changed' ? { message: `${path} went from ${from} to ${to}`, severity: 'warning' } : undefined
  },
})
