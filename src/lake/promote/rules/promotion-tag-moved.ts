import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'promotion-tag-moved',
  severity: 'error',
  what: 'A tag of a promotion is not at the commit that the promotion put it at.',
  why: 'A rollback to it would bring a state that was never on the branch, or another one than people think.',
  example: 'prod-before-3f2a91c07be0 was deleted, and made anew at a commit of dev',
  fix: 'delete the tag (dq branch delete <tag>): the audit in the commit knows both states',
})
