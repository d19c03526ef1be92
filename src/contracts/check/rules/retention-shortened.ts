import { defineCheckRule } from '../rule.ts'

/** -1 keeps for ever; without the setting the broker's default holds, which nobody promised. */
export default defineCheckRule({
  id: 'retention-shortened',
  category: 'promise',
  severity: 'error',
  breaks: true,
  what: 'Records are kept for a shorter time, or for a time that nobody states.',
  why: 'A reader that was down longer than the new time loses records without an error; replays and backfills no longer reach back as far as planned.',
  example: '`retentionMs: 604800000` becomes `retentionMs: 86400000`',
  fix: 'keep the retention, or agree with every reader on the new one',
  on: 'retention-changed',
  check({ from, to }) {
    if (from === undefined) return undefined
    if (to === undefined) return `records were kept ${span(from)}, now as long as the broker likes`
    const isShorter = to !== -1 && (from === -1 || to < from)
    return isShorter ? `records were kept ${span(from)}, now ${span(to)}` : undefined
  },
})

const span = (ms: number): string =>
  ms === -1 ? 'for ever' : ms % 86_400_000 === 0 ? `${ms / 86_400_000} d` : `${ms} ms`
