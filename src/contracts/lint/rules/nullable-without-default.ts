import { isNullable } from '../../validate/avro-kind.ts'
import { fieldsOf, isDebezium } from '../fields.ts'
import { nullDefault } from '../null-default.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'nullable-without-default',
  category: 'types',
  severity: 'warning',
  what: 'A field may be null and has no default.',
  why: 'It cannot be removed under FORWARD or FULL, and readers with a newer schema cannot read records from before it.',
  example: '`{"name": "note", "type": ["null", "string"]}`',
  fix: 'add "default": null (dq contract lint --fix writes it where "null" is the first branch)',
  on: 'contract',
  *check({ contract }) {
    if (isDebezium(contract)) return
    for (const { field, path, at } of fieldsOf(contract)) {
      if (!isNullable(field.type) || field.default !== undefined) continue
      yield { at, path, message: `field "${path}" may be null and has no default`, ...nullDefault(field, at) }
    }
  },
})
