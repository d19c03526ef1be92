import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'forged-audit',
  severity: 'error',
  what: 'A commit says that it is an audited promotion, and is not what its audit says: another digest, other parents, other tables, another branch.',
  why: 'Somebody wanted it to look like a promotion.',
  example: 'the properties of an old promotion, copied onto a new commit',
  fix: 'look at who made the commit; take it back with dq rollback <branch> --to the last promotion',
})
