import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'sunset-without-deprecation',
  severity: 'error',
  what: 'The setting `sunset` stands in a contract whose status is neither deprecated nor retired.',
  why: 'The contract may be removed from that day on, and nobody who reads `status` expects it.',
  example: '`sunset: 2027-03-31` with `status: active`',
  fix: 'set status to deprecated, or remove the setting sunset',
  *check({ odcs, settings, yaml }) {
    const { sunset } = settings.values
    if (sunset === undefined || odcs.status === 'deprecated' || odcs.status === 'retired') return
    const at = yaml.at(['customProperties', settings.index.get('sunset') ?? 0, 'value'])
    yield { at, message: `sunset ${sunset} is set, but the status is ${odcs.status}` }
  },
})
