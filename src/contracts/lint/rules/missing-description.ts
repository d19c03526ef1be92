import { fieldsOf, isDebezium } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'missing-description',
  category: 'docs',
  severity: 'warning',
  what: 'A field has no description, or an empty one.',
  why: 'Whoever reads it guesses: gross or net, local time or UTC, why it may be null.',
  example: '`{"name": "total", "type": "double"}`',
  fix: 'write "doc" in the avsc, then run dq contract sync',
  on: 'contract',
  *check({ contract }) {
    const described = new Set(contract.fields.filter(({ description }) => description?.trim()).map(({ name }) => name))
    for (const { field, path, at } of fieldsOf(contract)) {
      // Debezium's own fields are described in its documentation; the row's columns are not.
      if (field.doc?.trim() || described.has(path) || (isDebezium(contract) && !/^(before|after)\./.test(path)))
        continue
      yield { at, path, message: `field "${path}" has no description` }
    }
  },
})
