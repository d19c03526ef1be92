import { isOlder, nextVersion } from '../bump.ts'
import { defineCheckRule } from '../rule.ts'

/** Judged last, from what the other rules found. */
export default defineCheckRule({
  id: 'version-not-bumped',
  category: 'lifecycle',
  severity: 'error',
  breaks: false,
  what: 'The version does not say what changed: semver asks for a major one when something breaks, a minor one for additions, a patch for words (a warning).',
  why: 'People and tools decide by the version whether they can upgrade without looking.',
  example: 'a new field, and the version stays 1.0.0',
  fix: 'set the version that the message names',
  on: 'release',
  check({ from, to, needed, reasons }) {
    const next = nextVersion(from, needed)
    if (!isOlder(to, next)) return undefined
    const why = `${reasons.slice(0, 3).join(', ')}${reasons.length > 3 ? ', …' : ''}`
    const stays = isOlder(to, from) ? `went back from ${from} to ${to}` : to === from ? `stays ${from}` : `is ${to}`
    return {
      message: `the version ${stays}, but this is a ${needed} change (${why})`,
      fix: `set version: ${next}`,
      identity: needed,
      ...(needed === 'patch' && { severity: 'warning' }),
    }
  },
})
