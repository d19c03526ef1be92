import type { Finding } from '../../kernel/finding.ts'
import type { Change } from '../diff/change.ts'
import type { ChangeSource, ContractFiles } from '../ports.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import type { YamlFile } from '../repo/yaml-file.ts'
import { NO_POLICY } from './branch-policy.ts'
import { branchChanges } from './changes/branches.ts'
import type { Stated } from './changes/change-of.ts'
import { groupChanges } from './changes/groups.ts'
import { permitChanges } from './changes/permits.ts'
import { BRANCHES_FILE, GROUPS_FILE, PERMITS_FILE, POLICY_FILES } from './files.ts'
import { NO_GROUPS, readGroups } from './groups.ts'
import { type ReadPermits, readPermits } from './permit.ts'
import { readBranchPolicy } from './read-policy.ts'

/** What the policy of branches asks less or more, whom it lets do more or less, and what may be lost. A file with a mistake is compared with nothing. */
export const policySource: ChangeSource = {
  from: 'contracts',
  paths: POLICY_FILES,
  async changesBetween(before, after) {
    const [old, now] = [await read(before), await read(after)]
    const changes: Change[] = []
    if (isRead(old.branches) && isRead(now.branches)) changes.push(...branchChanges(old.branches, now.branches))
    if (isRead(old.groups) && isRead(now.groups)) changes.push(...groupChanges(old.groups, now.groups))
    changes.push(...permitChanges(old.permits.permits, now.permits.permits))
    return { changes, mistakes: mistakesOf(now), oldMistakes: mistakesOf(old) }
  },
}

type Part<T> = Stated<T> & { readonly findings: readonly Finding[] }

interface ReadFiles {
  readonly branches: Part<typeof NO_POLICY>
  readonly groups: Part<typeof NO_GROUPS>
  readonly permits: ReadPermits
}

const isRead = ({ findings }: { readonly findings: readonly Finding[] }): boolean => findings.length === 0

const mistakesOf = ({ branches, groups, permits }: ReadFiles): readonly Finding[] => [
  ...branches.findings,
  ...groups.findings,
  ...permits.findings,
]

/** No file allows nothing, knows nobody, permits nothing. */
async function read(files: ContractFiles): Promise<ReadFiles> {
  const there = await files.list()
  const branches = await textOf(files, there, BRANCHES_FILE)
  const groups = await textOf(files, there, GROUPS_FILE)
  const permits = await textOf(files, there, PERMITS_FILE)
  return {
    branches: stated(branches, NO_POLICY, (text, file) => {
      const { policy, yaml, findings } = readBranchPolicy(text, file)
      return { value: policy, yaml, findings }
    }),
    groups: stated(groups, NO_GROUPS, (text, file) => {
      const { groups: value, yaml, findings } = readGroups(text, file)
      return { value, yaml, findings }
    }),
    permits:
      permits.text === undefined
        ? { permits: [], findings: permits.findings }
        : readPermits(permits.text, permits.file),
  }
}

interface TextOf {
  readonly file: string
  readonly text?: string
  readonly findings: readonly Finding[]
}

async function textOf(files: ContractFiles, there: readonly string[], name: string): Promise<TextOf> {
  const file = shownPath(files, name)
  if (!there.includes(name)) return { file, findings: [] }
  const read = await readText(files, name)
  return 'finding' in read ? { file, findings: [read.finding] } : { file, text: read.text, findings: [] }
}

function stated<T>(
  { file, text, findings }: TextOf,
  empty: T,
  parse: (
    text: string,
    file: string,
  ) => { value: T | undefined; yaml: YamlFile | undefined; findings: readonly Finding[] },
): Part<T> {
  if (text === undefined) return { value: empty, at: () => ({ file }), findings }
  const { value, yaml, findings: found } = parse(text, file)
  return { value: value ?? empty, at: yaml?.at ?? (() => ({ file })), findings: found }
}
