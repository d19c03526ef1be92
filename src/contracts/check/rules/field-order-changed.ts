import { defineCheckRule, fieldText } from '../rule.ts'

/** Avro resolves fields by name; what goes by position is told of it. JSON has no order. */
export default defineCheckRule({
  id: 'field-order-changed',
  category: 'meaning',
  severity: 'info',
  breaks: false,
  what: 'The fields of a record stand in another order.',
  why: "Readers that resolve schemas do not mind, but Avro's sort order, positional inserts into tables, CSV exports and readers without the writer's schema do.",
  example: '`order_id, total` becomes `total, order_id`',
  fix: 'keep the order, and put new fields last',
  on: ['fields-reordered', 'sort-order-changed'],
  check({ kind, path }, { after }) {
    if (after !== undefined && after.kind === 'topic' && after.settings.wireFormat !== 'avro') return undefined
    return kind === 'fields-reordered'
      ? `${fieldText(path)}: the fields stand in another order`
      : `${fieldText(path)}: records sort differently by it`
  },
})
