import { namedTypes } from '../../avro/named-types.ts'
import { deprecationFaults } from '../../deprecation.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-deprecation',
  severity: 'error',
  what: 'A field of the avsc has a `deprecated` or `sunset` attribute that says nothing.',
  why: 'People plan the removal by it, and the gate lets the field go from that day on.',
  example: '`"sunset": "next spring"`, or a `sunset` without `deprecated`',
  fix: 'write "deprecated": true or the reason, and "sunset": "YYYY-MM-DD"',
  *check({ avsc }, { contracts }) {
    if (avsc === undefined) return
    for (const type of namedTypes(avsc.schema)) {
      for (const field of type.kind === 'record' ? type.fields : []) {
        for (const { key, message } of deprecationFaults(field)) {
          // A type that several contracts use is reported with the first of them.
          const first = contracts.find(
            (other) => other.avsc !== undefined && namedTypes(other.avsc.schema).includes(type),
          )
          const at = avsc.placeOf(field, key) ?? { file: avsc.file }
          if (first?.avsc === avsc) yield { at, message: `field "${field.name}": ${message}` }
        }
      }
    }
  },
})
