import { contractsOf, valueAt } from '../connector.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-tombstones',
  category: 'connector',
  severity: 'warning',
  what: 'A Debezium connector writes no tombstones, but its topics are compacted or kept for ever.',
  why: 'Compaction removes a key only at a tombstone: deleted rows, personal data among them, stay for ever.',
  example: '`"tombstones.on.delete": "false"` with `"topic.creation.default.cleanup.policy": "compact"`',
  fix: 'set tombstones.on.delete to true, or remove the property: true is the default',
  on: 'connector',
  *check(connector, { contracts }) {
    if (!connector.isDebezium || connector.config.get('tombstones.on.delete') !== 'false') return
    const at = valueAt(connector, 'tombstones.on.delete')
    const compacted = [...connector.config].find(
      ([name, value]) => /cleanup\.policy$/.test(name) && /compact/.test(value),
    )
    if (compacted !== undefined)
      yield { at, path: compacted[0], message: `no tombstones are written, but "${compacted[0]}" is ${compacted[1]}` }
    for (const { name, settings } of contractsOf(connector, contracts)) {
      if (settings.retentionMs === -1)
        yield { at, path: name, message: `no tombstones are written, but contract "${name}" keeps records for ever` }
    }
  },
})
