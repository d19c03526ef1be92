import { defineRule } from '../../validate/rule.ts'

const path = defineRule({
  id: 'promotion-path',
  severity: 'error',
  what: 'Tables are promoted on a way that `contracts/policies/branches.yaml` has.',
  why: 'A short cut into production passes by the gates of the branch between.',
  example: '`dq promote dev prod` where only dev → staging and staging → prod are paths',
  fix: 'promote to the next branch on the way',
})

const policy = defineRule({
  id: 'promotion-policy',
  severity: 'error',
  what: 'The policy that judges is one that was reviewed: as the last commit holds it, or as `--policy-ref` names it.',
  why: 'Who may edit the policy and promote in one step may do everything.',
  example: 'branches.yaml was edited, and not committed',
  fix: 'commit and review the policy first; in CI give --policy-ref origin/main',
})

const clock = defineRule({
  id: 'promotion-clock',
  severity: 'error',
  what: 'The clock is not before the newest commit of the two branches (a minute is allowed for).',
  why: 'Windows, permits and approvals end by the clock: one that was put back makes them hold again.',
  example: 'it is 2026-11-20 on this machine, and staging has a commit of 2026-11-23',
  fix: 'set the clock of this machine',
})

const identity = defineRule({
  id: 'promotion-identity',
  severity: 'error',
  what: 'The names of who promotes and of who wrote can be told from others, and come from where the policy asks.',
  why: 'A name with a letter that looks like another passes for somebody else under the eyes of a reviewer.',
  example: 'a name with a Cyrillic а, or `onlyInCi: true` and a promotion from a laptop',
  fix: 'set git config user.name and user.email to what groups.yaml has; where the policy says so, promote in CI',
})

const actor = defineRule({
  id: 'promotion-actor',
  severity: 'error',
  what: 'Who promotes is one of the path’s `actors`.',
  why: 'Production is changed by those who answer for it.',
  example: '`actors: [release-bot]`, and Ana promotes',
  fix: 'ask one of the actors; dq policy explain <from> <to> names them',
})

const window = defineRule({
  id: 'promotion-window',
  severity: 'error',
  what: 'It is a time at which the path is open: in one of its windows, in no freeze.',
  why: 'A promotion that goes wrong should find people at work.',
  example: '`windows: [{days: [mon, tue], from: "09:00", to: "16:00"}]` on a Friday',
  fix: 'wait until it opens: dq policy explain <from> <to> says when',
})

const approvals = defineRule({
  id: 'promotion-approvals',
  severity: 'error',
  what: 'As many people as the path asks approved this very plan; authors of the commits do not count, and nobody counts twice.',
  why: 'Four eyes see what two do not; the same two eyes under two names see no more.',
  example: '`approvals: 2`, one approval by Ben, one by the author of the commits',
  fix: 'dq approve <plan>, by somebody else who may',
})

const permits = defineRule({
  id: 'promotion-permits',
  severity: 'error',
  what: 'Everything that would be lost (tables, columns, values that fit no more, rows) has a permit of its own that has not expired and was not used before.',
  why: 'What a promotion drops from production is not brought back by promoting again.',
  example: 'staging has no table bronze.legacy any more, prod has it, and permits.yaml says nothing',
  fix: 'dq policy permit add, and have it reviewed',
})

/** What is asked before a merge, in the order in which it is asked. */
export const promotionRules = [path, policy, clock, identity, actor, window, approvals, permits] as const

export type PromotionRule = (typeof promotionRules)[number]['id']

export const fixOf = (id: PromotionRule): string => promotionRules.find((rule) => rule.id === id)?.fix ?? ''
