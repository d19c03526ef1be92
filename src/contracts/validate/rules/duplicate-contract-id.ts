import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'duplicate-contract-id',
  severity: 'error',
  what: 'Two contracts have the same `id`.',
  why: 'Waivers, examples and other tools find a contract by its id.',
  example: '`id: order-created` in two files',
  fix: 'give each contract its own id',
  *check(contract, { contracts }) {
    const earlier = contracts.find(({ odcs }) => odcs.id === contract.odcs.id)
    if (earlier !== contract && earlier !== undefined) {
      yield { at: contract.yaml.at(['id']), message: `id "${contract.odcs.id}" is taken by ${earlier.yaml.file}` }
    }
  },
})
