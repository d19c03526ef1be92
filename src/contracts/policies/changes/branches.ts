import type { GovernanceChange } from '../../diff/change.ts'
import type { Asked, BranchPolicy } from '../branch-policy.ts'
import { pathName } from '../path.ts'
import { askedChanges, isLonger } from './asked.ts'
import { change, moved, type Stated, weighed } from './change-of.ts'

type Policy = Stated<BranchPolicy>

const FILE = 'branches.yaml'

/** What the policy of branches asks less or more, and whom it lets do more or less. */
export const branchChanges = (old: Policy, now: Policy): readonly GovernanceChange[] => [
  ...protectionChanges(old, now),
  ...wayChanges(old, now, 'paths', ({ paths }) => paths.map((path) => [pathName(path), path])),
  ...lossChanges(old, now),
  ...wayChanges(old, now, 'rollbacks', ({ rollbacks }) =>
    rollbacks.map((rule) => [`rollback of ${rule.branch}`, rule]),
  ),
  ...calendarChanges(old, now),
  ...freshnessChanges(old, now),
]

function protectionChanges(old: Policy, now: Policy): readonly GovernanceChange[] {
  const { gone, come } = moved(old.value.protected, now.value.protected)
  return [
    ...gone.map(([branch, i]) => change('gate-removed', branch, 'protection', { before: old.at(['protected', i]) })),
    ...come.map(([branch, i]) => change('gate-added', branch, 'protection', { after: now.at(['protected', i]) })),
  ]
}

function wayChanges(
  old: Policy,
  now: Policy,
  key: 'paths' | 'rollbacks',
  waysOf: (policy: BranchPolicy) => readonly (readonly [name: string, asked: Asked])[],
): readonly GovernanceChange[] {
  const [was, is] = [waysOf(old.value), waysOf(now.value)]
  const names = (ways: typeof was) => ways.map(([name]) => name)
  const { gone, come } = moved(names(was), names(is))
  return [
    ...gone.map(([name, i]) => change('path-removed', FILE, name, { before: old.at([key, i]) })),
    ...come.map(([name, i]) => change('path-added', FILE, name, { after: now.at([key, i]) })),
    ...is.flatMap(([name, asked], i) => {
      const j = names(was).indexOf(name)
      const before = was[j]?.[1]
      if (before === undefined) return []
      return askedChanges(
        name,
        before,
        asked,
        (path) => old.at([key, j, ...path]),
        (path) => now.at([key, i, ...path]),
      )
    }),
  ]
}

function lossChanges(old: Policy, now: Policy): readonly GovernanceChange[] {
  return now.value.paths.flatMap((path, i) => {
    const j = old.value.paths.findIndex((one) => pathName(one) === pathName(path))
    const was = old.value.paths[j]
    if (was === undefined) return []
    const places = { before: old.at(['paths', j, 'rowsLost']), after: now.at(['paths', i, 'rowsLost']) }
    const values = [`${was.rowsLost} %`, `${path.rowsLost} %`] as const
    return weighed(pathName(path), 'rows that may be lost', values, path.rowsLost > was.rowsLost, places)
  })
}

const isTimed = ({ freezes, paths }: BranchPolicy): boolean =>
  freezes.length > 0 || paths.some(({ windows }) => windows !== undefined)

/** Freezes and the clock that they, and the windows, go by: moving it opens hours that were closed. */
function calendarChanges(old: Policy, now: Policy): readonly GovernanceChange[] {
  const [was, is] = [old.value, now.value]
  const places = { before: old.at(['timeZone']), after: now.at(['timeZone']) }
  const zone = isTimed(was) && isTimed(is) ? weighed(FILE, 'time zone', [was.timeZone, is.timeZone], true, places) : []
  const name = ({ name, from }: BranchPolicy['freezes'][number]) => `${name} ${from}`
  const { come } = moved(was.freezes.map(name), is.freezes.map(name))
  return [
    ...zone,
    ...come.map(([what, i]) => change('gate-added', FILE, `freeze ${what}`, { after: now.at(['freezes', i]) })),
    ...was.freezes.flatMap((freeze, i) => {
      const j = is.freezes.findIndex((one) => name(one) === name(freeze))
      const left = is.freezes[j]
      const before = old.at(['freezes', i])
      // The last day stays with it: a freeze that is over may go.
      if (left === undefined)
        return [change('gate-removed', FILE, `freeze ${name(freeze)}`, { before, from: freeze.to })]
      const scope = (branches: readonly string[] | undefined) => branches?.join(', ') ?? 'all branches'
      const after = now.at(['freezes', j])
      return [
        ...weighed(FILE, `freeze ${name(freeze)}`, [freeze.to, left.to], left.to < freeze.to, { before, after }),
        ...weighed(
          FILE,
          `freeze ${name(freeze)}`,
          [scope(freeze.branches), scope(left.branches)],
          isNarrower(freeze.branches, left.branches),
          { before, after },
        ),
      ]
    }),
  ]
}

const isNarrower = (was: readonly string[] | undefined, is: readonly string[] | undefined): boolean =>
  is !== undefined && (was === undefined || was.some((branch) => !is.includes(branch)))

function freshnessChanges(old: Policy, now: Policy): readonly GovernanceChange[] {
  const name = ({ table, layer }: BranchPolicy['freshness'][number]) => `freshness of ${table ?? layer}`
  const { gone, come } = moved(old.value.freshness.map(name), now.value.freshness.map(name))
  return [
    ...gone.map(([what, i]) => change('gate-removed', FILE, what, { before: old.at(['freshness', i]) })),
    ...come.map(([what, i]) => change('gate-added', FILE, what, { after: now.at(['freshness', i]) })),
    ...now.value.freshness.flatMap((rule, i) => {
      const j = old.value.freshness.findIndex((one) => name(one) === name(rule))
      const was = old.value.freshness[j]
      if (was === undefined) return []
      const places = { before: old.at(['freshness', j]), after: now.at(['freshness', i]) }
      const isLess = isLonger(was.maxAge, rule.maxAge)
      return [
        ...weighed(FILE, name(rule), [was.maxAge, rule.maxAge], isLess, places),
        ...weighed(FILE, `${name(rule)} by`, [was.column ?? 'snapshot', rule.column ?? 'snapshot'], true, places),
      ]
    }),
  ]
}
