import { isDebezium } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'topic-without-key',
  category: 'delivery',
  severity: 'warning',
  what: 'A topic has no record key. Topics of Debezium are left alone: their key is a record of its own.',
  why: 'Records of one entity are spread over the partitions: no order, no join by key, no compaction.',
  example: 'a topic without the setting `key`',
  fix: 'add the setting key with the field that names the entity',
  on: 'contract',
  *check({ contract }) {
    if (contract.kind !== 'topic' || contract.settings.key !== undefined || isDebezium(contract)) return
    yield { at: contract.places.setting('key'), path: 'key', message: `"${contract.name}" has no key` }
  },
})
