import type { Finding } from '../../../kernel/finding.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import { type Groups, groupName } from '../groups.ts'
import { sameEmail } from '../identity.ts'
import { groupCycle, sharedIdentity, unknownPolicyName } from '../rules/lint-rules.ts'
import { type LintSubject, problem } from './subject.ts'

/** Groups of nobody's making, groups in themselves, people who share what names them. */
export function peopleProblems({ groups, groupsYaml: yaml }: LintSubject): readonly Finding[] {
  if (yaml === undefined) return []
  const names = Object.keys(groups.groups)
  const unknown = Object.entries(groups.groups).flatMap(([name, members]) =>
    members.flatMap((member, i) => {
      const inner = groupName(member)
      if (inner === undefined || names.includes(inner)) return []
      const message = `group "${name}": there is no group "${inner}"${didYouMean(inner, names)}`
      return [problem(unknownPolicyName, yaml, ['groups', name, i], message)]
    }),
  )
  const cyclic = names
    .filter((name) => reaches(groups, name, name))
    .map((name) => problem(groupCycle, yaml, ['groups', name], `group "${name}" contains itself`))
  return [...unknown, ...cyclic, ...shared(groups, (path, message) => problem(sharedIdentity, yaml, path, message))]
}

function reaches({ groups }: Groups, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const inner of (Object.hasOwn(groups, name) ? groups[name]! : []).flatMap(
      (member) => groupName(member) ?? [],
    )) {
      if (inner === to) return true
      if (!seen.has(inner)) open.push(inner)
      seen.add(inner)
    }
  }
  return false
}

function shared({ people }: Groups, found: (path: string[], message: string) => Finding): readonly Finding[] {
  const owners = new Map<string, string>()
  return Object.entries(people).flatMap(([id, { emails, github, gitlab, keys }]) => {
    const marks = [
      ...emails.map((email) => ['emails', `the address ${sameEmail(email)}`] as const),
      ...(github === undefined ? [] : [['github', `the login ${github.toLowerCase()} of GitHub`] as const]),
      ...(gitlab === undefined ? [] : [['gitlab', `the login ${gitlab.toLowerCase()} of GitLab`] as const]),
      ...keys.map((key) => ['keys', `the key ${key.split(' ').slice(0, 2).join(' ')}`] as const),
    ]
    return marks.flatMap(([field, mark]) => {
      const owner = owners.get(mark)
      owners.set(mark, owner ?? id)
      return owner === undefined || owner === id
        ? []
        : [found(['people', id, field], `${id} and ${owner} both have ${mark}`)]
    })
  })
}
