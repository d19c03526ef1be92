import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'no-contracts',
  severity: 'error',
  what: 'The contract folder holds no contract.',
  why: 'A check that looked at nothing must not pass: the folder or its name is wrong.',
  example: 'dq.yaml with `contracts: contract`',
  fix: 'check `contracts` in dq.yaml, or add <layer>/<name>.odcs.yaml; dq init writes two to begin with',
})
