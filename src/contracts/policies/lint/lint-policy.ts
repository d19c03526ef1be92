import type { Finding } from '../../../kernel/finding.ts'
import { finding } from '../../validate/rule.ts'
import { permitSubject } from '../permit.ts'
import { expiredPermit } from '../rules/lint-rules.ts'
import { askedProblems } from './asked.ts'
import { branchProblems } from './branches.ts'
import { peopleProblems } from './people.ts'
import type { LintSubject } from './subject.ts'

/** Advice about a policy that can be read: what in it can never happen, or does not say what it seems to. */
export const lintPolicy = (subject: LintSubject): readonly Finding[] => [
  ...branchProblems(subject),
  ...askedProblems(subject),
  ...peopleProblems(subject),
  ...expiredPermits(subject),
]

function expiredPermits({ permits, now }: LintSubject): readonly Finding[] {
  const today = new Date(now).toISOString().slice(0, 10)
  return permits.flatMap((permit) => {
    if (permit.expires >= today) return []
    const message = `permit ${permit.id} (${permitSubject(permit)}) expired on ${permit.expires}`
    return [finding(expiredPermit, { at: permit.place, message })]
  })
}
