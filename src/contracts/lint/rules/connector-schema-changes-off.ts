import { valueAt } from '../connector.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-schema-changes-off',
  category: 'connector',
  severity: 'error',
  what: 'A Debezium connector does not publish schema changes.',
  why: 'Drift detection reads them: a column that is added or dropped in the database is then seen only when its first value breaks something.',
  example: '`"include.schema.changes": "false"`',
  fix: 'set include.schema.changes to true, or remove the property: true is the default',
  on: 'connector',
  *check(connector) {
    if (!connector.isDebezium || connector.config.get('include.schema.changes') !== 'false') return
    yield {
      at: valueAt(connector, 'include.schema.changes'),
      path: 'include.schema.changes',
      message: 'schema changes are not published, but drift detection reads them',
    }
  },
})
