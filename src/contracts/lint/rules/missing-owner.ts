import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'missing-owner',
  category: 'docs',
  severity: 'warning',
  what: 'The contract names no team.',
  why: 'Nobody answers when it breaks, and nobody can approve a change.',
  example: 'no `team.name`',
  fix: 'write team.name',
  on: 'contract',
  *check({ contract }) {
    if (contract.owner?.trim()) return
    yield { at: contract.places.odcs(['team', 'name']), path: 'owner', message: `"${contract.name}" has no owner` }
  },
})
