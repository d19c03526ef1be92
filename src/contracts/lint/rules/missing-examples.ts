import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'missing-examples',
  category: 'docs',
  severity: 'warning',
  what: 'The contract has neither example records nor an example value in any field.',
  why: 'Readers cannot see what the data looks like, and nothing shows that the constraints mean what was intended.',
  example: 'no `examples:` in the properties, and no file in fixtures/contracts/<id>/valid',
  fix: 'add fixtures/contracts/<id>/valid/<case>.json, or examples: to the ODCS properties',
  on: 'contract',
  *check({ contract }, { withExamples }) {
    if (withExamples.has(contract.id) || contract.fields.some(({ examples }) => examples.length > 0)) return
    yield {
      at: contract.places.odcs(['schema', 0, 'properties']),
      path: '',
      message: `"${contract.name}" has no example`,
    }
  },
})
