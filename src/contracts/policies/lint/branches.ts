import type { Finding } from '../../../kernel/finding.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import { pathName } from '../path.ts'
import {
  policyCyclicPaths,
  policyDuplicate,
  policyNoWayIn,
  policyPastFreeze,
  policyUnguardedPath,
  policyUnprotectedTarget,
  unknownPolicyName,
} from '../rules/lint-rules.ts'
import { type LintSubject, problem } from './subject.ts'

/** Whether branches, tables and days fit together. */
export const branchProblems = (subject: LintSubject): readonly Finding[] => [
  ...wayProblems(subject),
  ...duplicates(subject),
  ...nameProblems(subject),
  ...pastFreezes(subject),
]

function wayProblems({ policy, yaml }: LintSubject): readonly Finding[] {
  const { paths } = policy
  const noWay = policy.protected.flatMap((branch, i) => {
    if (paths.some(({ to }) => to === branch)) return []
    return [problem(policyNoWayIn, yaml, ['protected', i], `${branch} is protected, and no path leads to it`)]
  })
  const perPath = paths.flatMap((path, i) => {
    const [name, at] = [pathName(path), ['paths', i]]
    const isGuarded = path.gates.length > 0 || path.approvals > 0
    const isProtected = policy.protected.includes(path.to)
    return [
      ...(leadsBack(paths, path) ? [problem(policyCyclicPaths, yaml, at, `${name} leads back to ${path.from}`)] : []),
      ...(isProtected
        ? []
        : [problem(policyUnprotectedTarget, yaml, [...at, 'to'], `${name}: ${path.to} is not protected`)]),
      ...(isProtected && !isGuarded
        ? [problem(policyUnguardedPath, yaml, at, `${name} asks for no gate and no approval`)]
        : []),
    ]
  })
  return [...noWay, ...perPath]
}

interface Step {
  readonly from: string
  readonly to: string
}

function leadsBack(paths: readonly Step[], { from, to }: Step): boolean {
  const seen = new Set<string>()
  const open = [to]
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    if (branch === from) return true
    if (seen.has(branch)) continue
    seen.add(branch)
    for (const path of paths) if (path.from === branch) open.push(path.to)
  }
  return false
}

function duplicates({ policy, yaml }: LintSubject): readonly Finding[] {
  const lists = {
    paths: policy.paths.map(pathName),
    rollbacks: policy.rollbacks.map(({ branch }) => `the rollback of ${branch}`),
    freshness: policy.freshness.map((one) =>
      one.table === undefined ? `the layer ${one.layer}` : `the table ${one.table}`,
    ),
  }
  return Object.entries(lists).flatMap(([key, names]) =>
    names.flatMap((name, i) =>
      names.indexOf(name) === i
        ? []
        : [problem(policyDuplicate, yaml, [key, i], `${name} stands in ${key} twice: only the first counts`)],
    ),
  )
}

function nameProblems({ policy, yaml, tables, permits }: LintSubject): readonly Finding[] {
  const branches = [...new Set([...policy.protected, ...policy.paths.flatMap(({ from, to }) => [from, to])])]
  const layers = [...new Set(tables.map((table) => table.split('.')[0] ?? table))]
  const unknown = (what: string, name: string, known: readonly string[], path: (string | number)[]) =>
    known.includes(name)
      ? []
      : [problem(unknownPolicyName, yaml, path, `there is no ${what} "${name}"${didYouMean(name, known)}`)]
  return [
    ...policy.freshness.flatMap(({ table, layer }, i) => [
      ...(table === undefined ? [] : unknown('contract of a table', table, tables, ['freshness', i, 'table'])),
      ...(layer === undefined ? [] : unknown('layer', layer, layers, ['freshness', i, 'layer'])),
    ]),
    ...policy.freezes.flatMap((freeze, i) =>
      (freeze.branches ?? []).flatMap((branch, j) =>
        unknown('branch', branch, branches, ['freezes', i, 'branches', j]),
      ),
    ),
    ...policy.rollbacks.flatMap(({ branch }, i) => unknown('branch', branch, branches, ['rollbacks', i, 'branch'])),
    ...permits.flatMap(({ id, from, to, place }): Finding[] => {
      if (policy.paths.some((path) => path.from === from && path.to === to)) return []
      const message = `permit ${id}: the policy has no path ${pathName({ from, to })}`
      return [{ ...problem(unknownPolicyName, yaml, [], message), at: place }]
    }),
  ]
}

function pastFreezes({ policy, yaml, now }: LintSubject): readonly Finding[] {
  const today = new Date(now).toISOString().slice(0, 10)
  return policy.freezes.flatMap(({ name, to }, i) =>
    to < today ? [problem(policyPastFreeze, yaml, ['freezes', i], `the freeze "${name}" ended on ${to}`)] : [],
  )
}
