import { didYouMean } from '../../../kernel/suggest.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'extra-property',
  severity: 'error',
  what: 'An ODCS property has no field in the avsc.',
  why: 'The contract promises a field that no record carries: mostly a rename in one of the two files.',
  example: '`- name: custmer_id`',
  fix: 'rename the property to the field it means, or remove it (dq contract sync removes it)',
  *check({ differences, yaml }) {
    for (const difference of differences) {
      if (difference.kind === 'extra')
        yield {
          at: yaml.at(difference.path),
          message: `property "${difference.name}" is no field of the avsc${didYouMean(String(difference.name.split('.').at(-1)), difference.known)}`,
        }
    }
  },
})
