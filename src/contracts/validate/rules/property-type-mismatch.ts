import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'property-type-mismatch',
  severity: 'error',
  what: 'logicalType or physicalType of a property is not what the avsc says.',
  why: 'Tools of the standard would make a column or a check of the wrong type.',
  example: '`logicalType: string` for an Avro long',
  fix: 'run dq contract sync',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind !== 'logicalType' && difference.kind !== 'physicalType') continue
      const { kind, name, path, found, expected } = difference
      const at = yaml.at(found === undefined ? path : [...path, kind])
      yield { at, message: `${kind} of "${name}" is ${found ?? 'not given'}, the avsc says ${expected}` }
    }
  },
})
