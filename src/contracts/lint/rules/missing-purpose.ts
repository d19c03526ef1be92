import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'missing-purpose',
  category: 'docs',
  severity: 'warning',
  what: 'The contract does not say what it is for.',
  why: 'Who finds it in a catalogue cannot tell whether it is what they need, and builds another one.',
  example: 'no `description.purpose`',
  fix: 'write description.purpose in one sentence',
  on: 'contract',
  *check({ contract }) {
    if (contract.purpose?.trim()) return
    yield {
      at: contract.places.odcs(['description', 'purpose']),
      path: 'purpose',
      message: `"${contract.name}" has no purpose`,
    }
  },
})
