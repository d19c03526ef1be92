import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'promotion-lost',
  severity: 'error',
  what: 'A promotion has its tag, and the history of the branch has the promotion no more.',
  why: 'The branch was set back or made anew: what was promoted and audited is gone without a rollback that says who and why.',
  example: 'ASSIGN BRANCH prod TO an older hash, in Spark',
  fix: 'set the branch forward to the tag and use dq rollback, or delete the tag when that was meant',
})
