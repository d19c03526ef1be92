import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'duplicate-contract-name',
  severity: 'error',
  what: 'Two contracts have the same `name`.',
  why: 'A topic or table has one contract: with two, jobs and gates would pick one by chance.',
  example: '`name: order.created` in two files',
  fix: 'give each topic or table one contract',
  *check(contract, { contracts }) {
    const earlier = contracts.find(({ odcs }) => odcs.name === contract.odcs.name)
    if (earlier !== contract && earlier !== undefined) {
      yield { at: contract.yaml.at(['name']), message: `name "${contract.odcs.name}" is taken by ${earlier.yaml.file}` }
    }
  },
})
