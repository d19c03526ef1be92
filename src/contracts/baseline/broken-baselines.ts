import type { Finding } from '../../kernel/finding.ts'
import type { ContractSnapshot } from '../ports.ts'
import { pathBelow, shownPath } from '../repo/read-text.ts'
import { finding } from '../validate/rule.ts'
import brokenBaseline from './rules/broken-baseline.ts'

/** One warning a broken file of the baseline, at the same file of today where there is one. */
export function brokenBaselines(
  findings: readonly Finding[],
  name: string,
  sides: { readonly baseline: ContractSnapshot; readonly current: ContractSnapshot },
): Finding[] {
  const first = new Map<string, Finding>()
  for (const found of findings)
    if (found.severity === 'error' && !first.has(found.at.file)) first.set(found.at.file, found)
  return [...first.values()].map(({ at, message }) => {
    const path = pathBelow(sides.baseline, at.file) ?? ''
    const file = sides.current.ids.has(path) ? shownPath(sides.current, path) : at.file
    const text = `at ${name} this file has a mistake (${message}), so that it cannot be compared for certain`
    return {
      ...finding(brokenBaseline, { at: { file }, message: text }),
      related: [{ at, what: 'the mistake' }],
    }
  })
}
