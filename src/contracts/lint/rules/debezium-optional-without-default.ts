import { isNullable } from '../../validate/avro-kind.ts'
import { fieldsOf, isDebezium } from '../fields.ts'
import { nullDefault } from '../null-default.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'debezium-optional-without-default',
  category: 'types',
  severity: 'warning',
  what: 'An optional field of a schema that Debezium makes has no `default: null`.',
  why: 'A column dropped or added upstream then breaks FORWARD or FULL: the registry answers 409, and the connector stops (confluentinc/schema-registry#480).',
  example: '`{"name": "coupon", "type": ["null", "string"]}` in the envelope\'s row',
  fix: 'add "default": null (dq contract lint --fix writes it where "null" is the first branch)',
  on: 'contract',
  *check({ contract }) {
    if (!isDebezium(contract)) return
    for (const { field, path, at } of fieldsOf(contract)) {
      if (!isNullable(field.type) || field.default !== undefined) continue
      yield { at, path, message: `optional field "${path}" has no default`, ...nullDefault(field, at) }
    }
  },
})
