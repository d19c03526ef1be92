import { z } from 'zod'
import type { Finding } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml, type YamlFile } from '../repo/yaml-file.ts'

/** Plain letters: an id that looks like another one is none. */
const id = z.string().regex(/^[a-z][a-z0-9._-]{0,63}$/, 'an id of small letters, digits, ".", "_" and "-": ana')
const login = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(?:\[bot\])?$/, 'a login')

/** Everything by which git, CI and keys know one person (or one bot), so that they count once. */
const person = z.strictObject({
  emails: z.array(z.string().regex(/^[!-~]+@[!-~]+$/, 'an e-mail address')).default([]),
  github: login.optional(),
  gitlab: login.optional(),
  /** Public SSH keys as `ssh-add -L` prints them; what is signed with one of them was signed by this person. */
  keys: z
    .array(z.string().regex(/^(?:ssh|ecdsa|sk-)[a-z0-9@.-]* [A-Za-z0-9+/=]+(?: .*)?$/, 'a line of an SSH public key'))
    .default([]),
})

/** `contracts/policies/groups.yaml`. */
export const groupsFile = z.strictObject({
  version: z.literal(1),
  people: z.record(id, person).default({}),
  groups: z
    .record(id, z.array(z.string().min(1)))
    .default({})
    .describe('Members: people, names that git or CI gives, other groups as `group:<name>`.'),
})

export type Groups = z.infer<typeof groupsFile>

export const NO_GROUPS: Groups = { version: 1, people: {}, groups: {} }

export type ReadGroups =
  | { readonly groups: Groups; readonly yaml: YamlFile; readonly findings: readonly [] }
  | { readonly groups?: undefined; readonly yaml?: undefined; readonly findings: readonly Finding[] }

/** Reads `groups.yaml`; `file` is the path as messages show it. */
export function readGroups(text: string, file: string): ReadGroups {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { findings }
  const shape = parseShape(groupsFile, yaml)
  return shape.value === undefined ? { findings: shape.findings } : { groups: shape.value, yaml, findings: [] }
}

const GROUP = 'group:'

/** The name in `group:<name>`; undefined for other entries. */
export const groupName = (entry: string): string | undefined =>
  entry.startsWith(GROUP) ? entry.slice(GROUP.length) : undefined

/** People and plain names of a list, groups in groups resolved; a group that contains itself gives what else is in it. */
export function membersOf(entries: readonly string[], { groups }: Groups): ReadonlySet<string> {
  const members = new Set<string>()
  const seen = new Set<string>()
  const open = [...entries]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const group = groupName(entry)
    if (group === undefined) members.add(entry)
    else if (!seen.has(group)) {
      seen.add(group)
      open.push(...(Object.hasOwn(groups, group) ? groups[group]! : []))
    }
  }
  return members
}
