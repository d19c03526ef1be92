import { contractsOfTable, tablesOf, valueAt } from '../connector.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-table-without-contract',
  category: 'connector',
  severity: 'warning',
  what: 'A Debezium connector captures a table whose topic has no contract. Entries that are patterns, and outbox tables that are routed, are passed over.',
  why: 'Nobody has promised anything about its topic, and drift detection has nothing to compare with.',
  example: '`"table.include.list": "ecommerce.orders"` without a contract whose name ends in ecommerce.orders',
  fix: 'add a contract named <topic.prefix>.<table>, or take the table out of table.include.list',
  on: 'connector',
  *check(connector, { contracts }) {
    if (!connector.isDebezium) return
    const isRouted = [...connector.config.values()].some((value) => value.endsWith('outbox.EventRouter'))
    for (const table of tablesOf(connector)) {
      if (contractsOfTable(connector, table, contracts).length > 0 || (isRouted && /outbox/i.test(table))) continue
      yield { at: valueAt(connector, 'table.include.list'), path: table, message: `table "${table}" has no contract` }
    }
  },
})
