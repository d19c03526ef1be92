import { defineRule } from '../../validate/rule.ts'

export const unknownPolicyName = defineRule({
  id: 'unknown-policy-name',
  severity: 'error',
  what: 'A group, table, layer, branch or path that the policy names and that does not exist.',
  why: 'A rule about a name with a typing mistake is a rule about nothing.',
  example: '`actors: [group:dta]`, and groups.yaml has "data"',
  fix: 'write the name as it is where it is declared',
})

export const policyDuplicate = defineRule({
  id: 'policy-duplicate',
  severity: 'error',
  what: 'The same path, rollback or freshness twice.',
  why: 'Only the first counts; who reads the second believes in what nobody asks for.',
  example: 'two entries `from: staging, to: prod`',
  fix: 'make one entry of both',
})

export const policyUnusablePath = defineRule({
  id: 'policy-unusable-path',
  severity: 'error',
  what: 'A path or rollback that nobody can use: its actors are empty groups, or are not known to CI where only CI may.',
  why: 'It is found out on the day when something must go out, and then the policy is walked round.',
  example: '`onlyInCi: true` and actors without a `github` or `gitlab` login',
  fix: 'name somebody who can, or remove it',
})

export const policyTooFewApprovers = defineRule({
  id: 'policy-too-few-approvers',
  severity: 'error',
  what: 'A path asks for more approvals than there are people who may give one; with `signed: true`, people with a key.',
  why: 'Nothing can ever pass, and then the policy is walked round.',
  example: '`approvals: 2, approvers: [group:leads]`, and one lead',
  fix: 'ask for fewer, or name more people: an author does not count either',
})

export const policyNeverOpen = defineRule({
  id: 'policy-never-open',
  severity: 'error',
  what: 'A path that its windows and the freezes leave no moment in the next 400 days.',
  why: 'Nothing can ever pass, and then the policy is walked round.',
  example: 'a window on Fridays, and a freeze that never ends',
  fix: 'widen the windows, or end the freeze',
})

export const policyPastFreeze = defineRule({
  id: 'policy-past-freeze',
  severity: 'warning',
  what: 'A freeze whose last day has passed.',
  why: 'What is over hides what is coming.',
  example: '`to: 2025-12-01`, read in 2026',
  fix: 'remove it, or give it the days of this year',
})

export const policyNoWayIn = defineRule({
  id: 'policy-no-way-in',
  severity: 'error',
  what: 'A protected branch that no path leads to.',
  why: 'Nobody can write there at all.',
  example: '`protected: [prod]`, and no path `to: prod`',
  fix: 'add a path, or take the branch out of `protected`',
})

export const policyUnprotectedTarget = defineRule({
  id: 'policy-unprotected-target',
  severity: 'warning',
  what: 'A path to a branch that is not protected.',
  why: 'Everything that the path asks for is walked round by writing to the branch.',
  example: 'a path `to: prod`, and prod is not in `protected`',
  fix: 'add the branch to `protected`',
})

export const policyUnguardedPath = defineRule({
  id: 'policy-unguarded-path',
  severity: 'warning',
  what: 'A path to a protected branch that asks for no gate and no approval.',
  why: 'It lets through whatever one person has made.',
  example: '`{ from: dev, to: prod, actors: [ana] }`',
  fix: 'ask for gates, or for an approval',
})

export const policyCyclicPaths = defineRule({
  id: 'policy-cyclic-paths',
  severity: 'error',
  what: 'Paths that lead back to where they began.',
  why: 'There is no branch that comes before another then, and what is in production is what was promoted last, from either side.',
  example: 'dev → staging and staging → dev',
  fix: 'remove one of them; a branch is brought up to date by beginning it anew',
})

export const groupCycle = defineRule({
  id: 'group-cycle',
  severity: 'error',
  what: 'A group that contains itself, also by way of others.',
  why: 'It says nothing about who is in it, and hides who is.',
  example: '`leads: [group:data]` and `data: [group:leads]`',
  fix: 'name people in one of them',
})

export const sharedIdentity = defineRule({
  id: 'shared-identity',
  severity: 'error',
  what: 'An address, login or key that two people of groups.yaml have.',
  why: 'One human being could approve as two.',
  example: 'ana and ana-admin, both with ana@shop.example',
  fix: 'make them one person with all addresses, or correct the one that is wrong',
})

export const expiredPermit = defineRule({
  id: 'expired-permit',
  severity: 'error',
  what: 'A permit whose last day has passed.',
  why: 'It permits nothing any more, and hides which ones do.',
  example: '`expires: 2026-01-31`, read on 2026-02-01',
  fix: 'remove it, or have a new date reviewed',
})

/** What `dq policy lint` looks for. */
export const policyLintRules = [
  unknownPolicyName,
  policyDuplicate,
  policyUnusablePath,
  policyTooFewApprovers,
  policyNeverOpen,
  policyPastFreeze,
  policyNoWayIn,
  policyUnprotectedTarget,
  policyUnguardedPath,
  policyCyclicPaths,
  groupCycle,
  sharedIdentity,
  expiredPermit,
] as const
