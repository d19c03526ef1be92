import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'duplicate-property',
  severity: 'error',
  what: 'An ODCS property stands twice.',
  why: 'Which description and privacy class count would be chance.',
  example: '`- name: order_id` twice',
  fix: 'keep one of the two',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind === 'duplicate')
        yield {
          at: yaml.at(difference.path),
          message: `property "${difference.name}" stands on line ${yaml.at(difference.first).line} already`,
        }
    }
  },
})
