import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'missing-property',
  severity: 'error',
  what: 'A field of the avsc has no ODCS property.',
  why: 'Tools of the standard, and readers, do not know that the field exists; it has no privacy class.',
  example: 'a new field in the avsc only',
  fix: 'run dq contract sync',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind === 'missing')
        yield {
          at: yaml.keyAt(difference.path),
          message: `field "${difference.name}" of the avsc is missing in properties`,
        }
    }
  },
})
