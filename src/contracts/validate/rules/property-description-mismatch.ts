import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'property-description-mismatch',
  severity: 'error',
  what: 'The description of a property is not the `doc` of the field in the avsc.',
  why: 'Two texts for one field grow apart, and each reader believes another one.',
  example: '`description:` edited, `doc` in the avsc not',
  fix: 'edit doc in the avsc, then run dq contract sync',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind !== 'description') continue
      const { name, path, found } = difference
      const at = yaml.at(found === undefined ? path : [...path, 'description'])
      yield {
        at,
        message: `description of "${name}" ${found === undefined ? 'is missing, the avsc has a doc' : 'differs from the doc in the avsc'}`,
      }
    }
  },
})
