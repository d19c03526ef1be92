import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'property-required-mismatch',
  severity: 'error',
  what: '`required` of a property is not what the avsc says.',
  why: 'A consumer trusts `required: true` and meets null, or guards against a null that cannot come.',
  example: '`required: true` for the type ["null", "string"]',
  fix: 'run dq contract sync',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind !== 'required') continue
      const { name, path, found, expected } = difference
      const at = yaml.at(found === undefined ? path : [...path, 'required'])
      yield {
        at,
        message: `"${name}" is ${found === true ? '' : 'not '}required here, and ${expected === true ? 'never null' : 'nullable'} in the avsc`,
      }
    }
  },
})
