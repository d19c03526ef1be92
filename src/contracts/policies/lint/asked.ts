import type { Finding } from '../../../kernel/finding.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import type { DocPath } from '../../repo/located.ts'
import type { Asked } from '../branch-policy.ts'
import { type Groups, groupName, membersOf } from '../groups.ts'
import { nextOpening, rollbackSchedule, type Schedule, scheduleOf } from '../opening.ts'
import { pathName } from '../path.ts'
import { policyNeverOpen, policyTooFewApprovers, policyUnusablePath, unknownPolicyName } from '../rules/lint-rules.ts'
import { type LintSubject, problem } from './subject.ts'

interface OneAsked {
  readonly name: string
  readonly at: DocPath
  readonly asked: Asked
  readonly schedule: Schedule
}

/** Whether what each path and rollback asks for can be had. */
export function askedProblems(subject: LintSubject): readonly Finding[] {
  const { policy } = subject
  const all: OneAsked[] = [
    ...policy.paths.map((path, i) => ({
      name: pathName(path),
      at: ['paths', i],
      asked: path,
      schedule: scheduleOf(policy, path),
    })),
    ...policy.rollbacks.map((rule, i) => ({
      name: `the rollback of ${rule.branch}`,
      at: ['rollbacks', i],
      asked: rule,
      schedule: rollbackSchedule(policy, rule),
    })),
  ]
  return all.flatMap((one) => [
    ...unknownGroups(subject, one),
    ...actorProblems(subject, one),
    ...approverProblems(subject, one),
    ...(nextOpening(one.schedule, subject.now) === undefined
      ? [problem(policyNeverOpen, subject.yaml, [...one.at, 'windows'], `${one.name} does not open within 400 days`)]
      : []),
  ])
}

const keysOf = ({ people }: Groups, member: string): number =>
  Object.hasOwn(people, member) ? people[member]!.keys.length : 0

function unknownGroups({ groups, yaml }: LintSubject, { name, at, asked }: OneAsked): readonly Finding[] {
  const known = Object.keys(groups.groups)
  return (['actors', 'approvers'] as const).flatMap((key) =>
    (asked[key] ?? []).flatMap((entry, i) => {
      const group = groupName(entry)
      if (group === undefined || known.includes(group)) return []
      const message = `${name}: there is no group "${group}"${didYouMean(group, known)}`
      return [problem(unknownPolicyName, yaml, [...at, key, i], message)]
    }),
  )
}

function actorProblems({ groups, yaml }: LintSubject, { name, at, asked }: OneAsked): readonly Finding[] {
  const members = [...membersOf(asked.actors, groups)]
  if (members.length === 0)
    return [
      problem(policyUnusablePath, yaml, [...at, 'actors'], `${name}: there is nobody in ${asked.actors.join(', ')}`),
    ]
  if (!asked.onlyInCi || members.some((member) => isKnownToCi(groups, member))) return []
  const message = `${name} is for CI only, and none of ${members.join(', ')} has a login there`
  return [problem(policyUnusablePath, yaml, [...at, 'actors'], message)]
}

/** Somebody who is not in groups.yaml may be a login. */
function isKnownToCi({ people }: Groups, member: string): boolean {
  const person = Object.hasOwn(people, member) ? people[member] : undefined
  return person === undefined ? !member.includes('@') : person.github !== undefined || person.gitlab !== undefined
}

function approverProblems({ groups, yaml }: LintSubject, { name, at, asked }: OneAsked): readonly Finding[] {
  const all = [...membersOf(asked.approvers ?? asked.actors, groups)]
  const able = all.filter((member) => !asked.signed || keysOf(groups, member) > 0)
  if (able.length >= asked.approvals) return []
  const who = asked.signed ? `${able.length} of them have a key` : `there are ${able.length}`
  const message = `${name} asks for ${asked.approvals} approvals of ${all.join(', ') || 'nobody'}: ${who}`
  return [problem(policyTooFewApprovers, yaml, [...at, 'approvals'], message)]
}
