import { appendSetting } from '../edit/yaml.ts'
import { promisedRetention } from '../retention.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'retention-not-set',
  category: 'delivery',
  severity: 'warning',
  what: 'A topic promises a retention in slaProperties, but the setting `retentionMs` is missing.',
  why: "The topic is made with the broker's default, which may be shorter than the promise.",
  example: '`property: retention, value: 7, unit: d` without `retentionMs`',
  fix: 'add the setting retentionMs with the promised time (dq contract lint --fix writes it)',
  on: 'contract',
  *check({ contract }) {
    const promised = promisedRetention(contract)
    if (contract.kind !== 'topic' || promised === undefined || contract.settings.retentionMs !== undefined) return
    yield {
      at: contract.places.odcs(['slaProperties', promised.index, 'value']),
      path: 'retentionMs',
      message: `a retention of ${promised.text} is promised, but the topic's is not set`,
      fix: `add the setting retentionMs: ${promised.millis}`,
      mend: (text) => appendSetting(text, 'retentionMs', promised.millis),
    }
  },
})
