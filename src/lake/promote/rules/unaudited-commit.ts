import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'unaudited-commit',
  severity: 'error',
  what: 'A protected branch has a commit, or a merge, that no promotion made.',
  why: 'Nobody planned, judged or approved what it changed; what is on the branch is not what the gates let through.',
  example: 'dq table append bronze.orders rows.jsonl --branch prod, or MERGE BRANCH dev INTO prod in Spark',
  fix: 'look at the commit; take it back with dq rollback <branch> --to the last promotion, and let only the promoting account write there',
})
