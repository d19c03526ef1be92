import type { GivenApproval } from '../../../src/contracts/policies/approval.ts'
import { type Groups, readGroups } from '../../../src/contracts/policies/groups.ts'
import type { Identity } from '../../../src/contracts/policies/identity.ts'
import { judge } from '../../../src/contracts/policies/judge.ts'
import { readPermits } from '../../../src/contracts/policies/permit.ts'
import { readBranchPolicy } from '../../../src/contracts/policies/read-policy.ts'
import type { Policies, Situation } from '../../../src/contracts/policies/situation.ts'

/** A Monday, 11:00 in São Paulo. */
export const NOW = Date.parse('2026-11-23T14:00:00Z')
const PLAN = 'f'.repeat(64)

export const BRANCHES = `version: 1
protected: [prod]
timeZone: America/Sao_Paulo
freezes: [{ name: Black Friday, from: 2026-11-26, to: 2026-11-30 }]
paths:
  - from: staging
    to: prod
    gates: [contracts]
    actors: [group:data, release-bot]
    approvals: 1
    approvers: [group:data, group:governance]
    windows: [{ days: [mon, tue, wed, thu], from: "09:00", to: "16:00" }]
rollbacks:
  - { branch: prod, actors: [group:data], approvals: 1 }
`

export const GROUPS = `version: 1
people:
  ana: { emails: [ana@shop.example, ana.lima@home.example], github: ana-lima }
  ben: { emails: [ben@shop.example], github: ben-oliveira }
  carla: { emails: [carla@shop.example], github: carla-gov }
groups:
  data: [ana, ben]
  governance: [carla]
`

export const PERMITS = `version: 1
permits:
  - { id: drop-legacy, from: staging, to: prod, table: bronze.legacy, kind: table-dropped, owner: data, reason: unused, expires: 2026-11-23 }
  - { id: old-column, from: staging, to: prod, table: bronze.orders, kind: column-dropped, column: note, owner: data, reason: unused, expires: 2026-11-22 }
  - { id: few-rows, from: staging, to: prod, table: bronze.orders, kind: rows-lost, rows: 10, owner: data, reason: erased, expires: 2026-12-31 }
`

export function policies(branches = BRANCHES, groups = GROUPS, permits = PERMITS): Policies {
  const [policy, people, leave] = [
    readBranchPolicy(branches, 'branches.yaml'),
    readGroups(groups, 'groups.yaml'),
    readPermits(permits, 'permits.yaml'),
  ]
  const findings = [...policy.findings, ...people.findings, ...leave.findings]
  if (policy.policy === undefined || people.groups === undefined || findings.length > 0)
    throw new Error(JSON.stringify(findings))
  return { branches: policy.policy, groups: people.groups as Groups, permits: leave.permits }
}

export const git = (email: string, name = email): Identity => ({ source: 'git', name, email })
export const github = (name: string): Identity => ({ source: 'github', name })
export const author = (email: string, name = email): Identity => ({ source: 'catalog', name, email })

type Actor = Identity & { readonly source: 'git' | 'github' | 'gitlab' }

/** An approval of the plan as it is; `change` bends it. */
export function approvalBy(
  by: Identity,
  change: { plan?: string; fromHash?: string; toHash?: string; time?: number; proof?: Proof; file?: string } = {},
): GivenApproval {
  const { plan = PLAN, fromHash = 'a1', toHash = 'b1', time = NOW - 60_000, proof = { kind: 'unsigned' } } = change
  return {
    file: change.file ?? `${by.name}.json`,
    approval: {
      plan,
      from: { branch: 'staging', hash: fromHash },
      to: { branch: 'prod', hash: toHash },
      by: by as Actor,
      time: new Date(time).toISOString(),
    },
    proof,
  }
}
type Proof = Extract<GivenApproval, { readonly proof: unknown }>['proof']

/** Everything is as it should be: Ben's work, approved by Carla, promoted by Ana in the hours of the policy. */
export const GOOD: Situation = {
  kind: 'promotion',
  now: NOW,
  newestCommit: NOW - 3_600_000,
  from: { branch: 'staging', hash: 'a1' },
  to: { branch: 'prod', hash: 'b1' },
  who: git('ana@shop.example', 'Ana Lima'),
  authors: [author('ben@shop.example', 'Ben')],
  planDigest: PLAN,
  approvals: [approvalBy(git('carla@shop.example', 'Carla'))],
  destructive: [],
  usedPermits: [],
  policySource: { kind: 'ref', ref: 'main', commit: 'c'.repeat(40) },
}

/** What does not pass: `promotion-window: fail`. */
export const refusals = (situation: Partial<Situation>, given = policies()): string[] =>
  judge(given, { ...GOOD, ...situation })
    .verdicts.filter(({ status }) => status !== 'pass')
    .map(({ rule, status }) => `${rule}: ${status}`)

export const textOf = (rule: string, situation: Partial<Situation>, given = policies()): string =>
  judge(given, { ...GOOD, ...situation }).verdicts.find((verdict) => verdict.rule === rule)?.text ?? ''
