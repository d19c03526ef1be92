import type { Finding, Place } from '../../kernel/finding.ts'
import type { Change, GovernanceChange } from '../diff/change.ts'
import type { ChangeSource, ContractFiles } from '../ports.ts'
import type { DocPath } from '../repo/located.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import { type BranchPolicy, NO_POLICY, type PromotionPath } from './branch-policy.ts'
import { BRANCHES_FILE } from './files.ts'
import { readBranchPolicy } from './read-policy.ts'

/** What the policy of branches asks less or more, and whom it lets do more or less. */
export const policySource: ChangeSource = {
  from: 'contracts',
  paths: [BRANCHES_FILE],
  async changesBetween(before, after) {
    const [old, now] = [await read(before), await read(after)]
    const isBroken = old.findings.length + now.findings.length > 0
    return {
      changes: isBroken ? [] : [...protectionChanges(old, now), ...pathChanges(old, now)],
      mistakes: now.findings,
      oldMistakes: old.findings,
    }
  },
}

interface Policy {
  readonly policy: BranchPolicy
  readonly at: (path: DocPath) => Place
}

type Read = Policy & { readonly findings: readonly Finding[] }

/** No file allows nothing. */
async function read(files: ContractFiles): Promise<Read> {
  const file = shownPath(files, BRANCHES_FILE)
  const empty: Policy = { policy: NO_POLICY, at: () => ({ file }) }
  if (!(await files.list()).includes(BRANCHES_FILE)) return { ...empty, findings: [] }
  const text = await readText(files, BRANCHES_FILE)
  if ('finding' in text) return { ...empty, findings: [text.finding] }
  const { policy, yaml, findings } = readBranchPolicy(text.text, file)
  return policy === undefined ? { ...empty, findings } : { policy, at: yaml.at, findings }
}

function protectionChanges(old: Policy, now: Policy): readonly Change[] {
  const { gone, come } = moved(old.policy.protected, now.policy.protected)
  return [
    ...gone.map(([branch, i]) => change('gate-removed', branch, 'protection', { before: old.at(['protected', i]) })),
    ...come.map(([branch, i]) => change('gate-added', branch, 'protection', { after: now.at(['protected', i]) })),
  ]
}

function pathChanges(old: Policy, now: Policy): readonly Change[] {
  const { gone, come } = moved(old.policy.paths.map(pathName), now.policy.paths.map(pathName))
  return [
    ...gone.map(([name, i]) => change('path-removed', FILE, name, { before: old.at(['paths', i]) })),
    ...come.map(([name, i]) => change('path-added', FILE, name, { after: now.at(['paths', i]) })),
    ...now.policy.paths.flatMap((path, i) => {
      const j = old.policy.paths.findIndex((one) => pathName(one) === pathName(path))
      const was = old.policy.paths[j]
      return was === undefined
        ? []
        : changesOfPath(
            was,
            path,
            (p) => old.at(['paths', j, ...p]),
            (p) => now.at(['paths', i, ...p]),
          )
    }),
  ]
}

function changesOfPath(
  was: PromotionPath,
  is: PromotionPath,
  oldAt: Policy['at'],
  newAt: Policy['at'],
): readonly Change[] {
  const of = pathName(is)
  const lists = (['gates', 'actors'] as const).flatMap((key) => {
    const word = key === 'gates' ? 'gate' : 'actor'
    const { gone, come } = moved<string>(was[key], is[key])
    return [
      ...gone.map(([one, i]) => change(`${word}-removed`, of, one, { before: oldAt([key, i]), after: newAt([key]) })),
      ...come.map(([one, i]) => change(`${word}-added`, of, one, { after: newAt([key, i]) })),
    ]
  })
  if (was.approvals === is.approvals) return lists
  const places = { before: oldAt(['approvals']), after: newAt(['approvals']) }
  const kind = is.approvals < was.approvals ? 'gate-removed' : 'gate-added'
  const approvals = change(kind, of, 'approvals', places)
  return [...lists, { ...approvals, from: String(was.approvals), to: String(is.approvals) }]
}

const FILE = 'branches.yaml'

const pathName = ({ from, to }: PromotionPath): string => `${from} → ${to}`

const change = (
  kind: GovernanceChange['kind'],
  of: string,
  what: string,
  places: Pick<GovernanceChange, 'before' | 'after'>,
): GovernanceChange => ({ kind, of, path: '', what, ...places })

/** What only one of two lists has, with its index there. */
function moved<T>(old: readonly T[], now: readonly T[]): { gone: [T, number][]; come: [T, number][] } {
  const only = (one: readonly T[], other: readonly T[]) =>
    one.flatMap((item, i): [T, number][] => (other.includes(item) ? [] : [[item, i]]))
  return { gone: only(old, now), come: only(now, old) }
}
