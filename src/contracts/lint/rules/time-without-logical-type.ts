import { fieldsOf, isDebezium, valueType } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'time-without-logical-type',
  category: 'types',
  severity: 'warning',
  what: 'A field whose name is about a moment has no logical type. Schemas that Debezium makes are left alone.',
  why: 'Nothing says whether the number counts seconds, milliseconds or microseconds, or how the text is written: readers guess, and are off by 1000.',
  example: '`{"name": "created_at", "type": "long"}`',
  fix: 'use {"type": "long", "logicalType": "timestamp-micros"}, or date for days',
  on: 'contract',
  *check({ contract }) {
    if (isDebezium(contract)) return
    for (const { field, path, at } of fieldsOf(contract)) {
      const type = valueType(field.type)
      const isPlain = ['int', 'long', 'float', 'double', 'string'].includes(type.kind) && type.logical === undefined
      const isMoment = /(^|_)(at|ts|date|timestamp|datetime)$|^(event|created|updated|order|start|end)_time$/.test(
        field.name,
      )
      if (isPlain && isMoment)
        yield { at, path, message: `field "${path}" looks like a moment and is a plain ${type.kind}` }
    }
  },
})
