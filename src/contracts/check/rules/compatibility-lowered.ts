import { effectiveLevel } from '../effective-level.ts'
import { defineCheckRule } from '../rule.ts'

/** The level is itself a promise; this change is still judged by the old one. */
export default defineCheckRule({
  id: 'compatibility-lowered',
  category: 'promise',
  severity: 'error',
  breaks: false,
  what: 'The compatibility level asks for less than before.',
  why: 'Changes that the level ruled out come through from now on, and readers who relied on it are not asked.',
  example: '`compatibility: FULL` becomes `compatibility: BACKWARD`',
  fix: 'keep the level; for one change that must break, ask for a waiver',
  on: 'compatibility-changed',
  check({ from = 'NONE', to = 'NONE' }) {
    const isKept = effectiveLevel(from, to) === to
    return isKept ? undefined : `the compatibility level went from ${from} to ${to}`
  },
})
