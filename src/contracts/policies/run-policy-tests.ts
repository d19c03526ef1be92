import type { Finding } from '../../kernel/finding.ts'
import { finding } from '../validate/rule.ts'
import type { GivenApproval } from './approval.ts'
import { type Identity, personOf } from './identity.ts'
import { judge } from './judge.ts'
import type { PolicyTest, TestPerson } from './policy-tests.ts'
import policyTestFailed from './rules/policy-test-failed.ts'
import type { Policies, Situation, Verdict } from './situation.ts'

const HOUR_MS = 3_600_000
const PLAN = '0'.repeat(64)

/** What the policy says of each situation, where it is not what the test expects; at the line of `expect`. */
export const policyTestFindings = (policies: Policies, tests: readonly PolicyTest[]): readonly Finding[] =>
  tests.flatMap((test) => {
    const { verdicts } = judge(policies, situationOf(policies, test))
    const found = verdicts.filter(({ status }) => status !== 'pass')
    const expected: Readonly<Record<string, string | undefined>> = test.expect === 'open' ? {} : test.expect
    const wrong = verdicts.filter(({ rule, status }) => (expected[rule] ?? 'pass') !== status)
    if (wrong.length === 0) return []
    const fix = `expect ${found.length === 0 ? 'open' : `{ ${found.map(({ rule, status }) => `${rule}: ${status}`).join(', ')} }`}, or mend the policy`
    const message = `${test.name}: ${wrong.map((verdict) => differs(verdict, expected[verdict.rule] ?? 'pass')).join('; ')}`
    return [finding(policyTestFailed, { at: test.expectPlace, message, fix })]
  })

const differs = ({ rule, status, text }: Verdict, expected: string): string =>
  `${rule} is ${status}, not ${expected} (${text})`

function situationOf({ groups }: Policies, test: PolicyTest): Situation {
  const now = Date.parse(test.at)
  const newestCommit = test.committed === undefined ? now - HOUR_MS : Date.parse(test.committed)
  const from = { branch: test.promote?.[0] ?? 'the-tag', hash: 'a'.repeat(40) }
  const to = { branch: test.promote?.[1] ?? test.rollback ?? '', hash: 'b'.repeat(40) }
  const approvals = test.approvals.map((one, i): GivenApproval => {
    const by = identityOf(one.by)
    const person = personOf(by, groups)
    return {
      file: `approval ${i + 1}`,
      approval: {
        plan: one.of === 'another plan' ? '1'.repeat(64) : PLAN,
        from: one.of === 'older commits' ? { ...from, hash: 'c'.repeat(40) } : from,
        to,
        by,
        time: one.at ?? new Date(now).toISOString(),
      },
      proof: proofOf(one.signed, person),
    }
  })
  return {
    kind: test.rollback === undefined ? 'promotion' : 'rollback',
    now,
    newestCommit,
    from,
    to,
    who: identityOf(test.by),
    authors: test.authors.map(identityOf),
    planDigest: PLAN,
    approvals,
    destructive: test.loses,
    usedPermits: test.usedPermits,
    policySource:
      test.policy === 'pinned'
        ? { kind: 'ref', ref: 'main', commit: 'd'.repeat(40) }
        : { kind: 'worktree', commit: 'd'.repeat(40), changed: test.policy === 'changed' },
  }
}

function proofOf(signed: boolean | 'other', person: string | undefined) {
  if (signed === false) return { kind: 'unsigned' } as const
  if (signed === 'other' || person === undefined) return { kind: 'bad', reason: 'made with another key' } as const
  return { kind: 'signed', person } as const
}

type Actor = Identity & { readonly source: 'git' | 'github' | 'gitlab' }

function identityOf({ github, gitlab, email, name }: TestPerson): Actor {
  if (github !== undefined) return { source: 'github', name: github }
  if (gitlab !== undefined) return { source: 'gitlab', name: gitlab }
  return { source: 'git', name: name ?? email ?? '', email }
}
