import { compareCodePoints } from '../../../kernel/code-points.ts'
import type { GovernanceChange } from '../../diff/change.ts'
import { type Groups, membersOf } from '../groups.ts'
import { change, moved, type Stated } from './change-of.ts'

const FILE = 'groups.yaml'

/** Who came into a group or left it, by whichever group in between; and by what else a person is known now. */
export function groupChanges(old: Stated<Groups>, now: Stated<Groups>): readonly GovernanceChange[] {
  const names = [...new Set([...Object.keys(old.value.groups), ...Object.keys(now.value.groups)])]
  const people = Object.keys(now.value.people).filter((id) => Object.hasOwn(old.value.people, id))
  return [
    ...names.flatMap((name) => {
      const members = (groups: Groups) => [...membersOf([`group:${name}`], groups)].sort(compareCodePoints)
      return told(members(old.value), members(now.value), (member) => `${member} in group ${name}`, ['groups', name])
    }),
    ...people.flatMap((id) =>
      told(marksOf(old.value, id), marksOf(now.value, id), (mark) => `${id} as ${mark}`, ['people', id]),
    ),
  ]

  function told(was: readonly string[], is: readonly string[], text: (one: string) => string, path: string[]) {
    const { gone, come } = moved(was, is)
    return [
      ...gone.map(([one]) => change('actor-removed', FILE, text(one), { before: old.at(path) })),
      ...come.map(([one]) => change('actor-added', FILE, text(one), { after: now.at(path) })),
    ]
  }
}

function marksOf({ people }: Groups, id: string): readonly string[] {
  const person = people[id]
  if (person === undefined) return []
  const { emails, github, gitlab, keys } = person
  return [
    ...emails,
    ...(github === undefined ? [] : [`${github} on GitHub`]),
    ...(gitlab === undefined ? [] : [`${gitlab} on GitLab`]),
    ...keys.map((key) => `the key ${key.split(' ')[1]?.slice(-12)}`),
  ]
}
