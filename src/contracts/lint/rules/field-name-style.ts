import { fieldsOf, isDebezium } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'field-name-style',
  category: 'naming',
  severity: 'warning',
  what: 'A field is not named in snake_case. Schemas that Debezium makes are left alone.',
  why: 'SQL engines fold or quote other names, each in its own way; two spellings of one word are two columns.',
  example: '`customerId`, `Total`',
  fix: 'name it in snake_case; in a contract in force only as a new field beside the old one',
  on: 'contract',
  *check({ contract }) {
    if (isDebezium(contract)) return
    for (const { field, path, at } of fieldsOf(contract)) {
      if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(field.name))
        yield { at, path, message: `field "${path}" is not in snake_case` }
    }
  },
})
