import { promisedRetention } from '../retention.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'retention-contradicts-sla',
  category: 'delivery',
  severity: 'error',
  what: 'The retention promised in slaProperties is not the one that the topic is made with.',
  why: 'Readers plan replays by the promise; records are gone earlier, or personal data stays longer than was said.',
  example: '`retention: 7 d` with `retentionMs: 86400000`',
  fix: 'make both say the same',
  on: 'contract',
  *check({ contract }) {
    const promised = promisedRetention(contract)
    const { retentionMs } = contract.settings
    if (promised === undefined || retentionMs === undefined || retentionMs === promised.millis) return
    yield {
      at: contract.places.setting('retentionMs'),
      path: 'retentionMs',
      message: `retentionMs is ${retentionMs}, but ${promised.text} (${promised.millis} ms) are promised`,
    }
  },
})
