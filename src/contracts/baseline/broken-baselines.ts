import type { Finding } from '../../kernel/finding.ts'
import type { ContractSnapshot } from '../ports.ts'
import { shownPath } from '../repo/read-text.ts'
import { finding } from '../validate/rule.ts'
import brokenBaseline from './rules/broken-baseline.ts'

/** One warning a broken file of the baseline, at the same file of today where there is one. */
export function brokenBaselines(
  findings: readonly Finding[],
  name: string,
  folders: { readonly baseline: string; readonly current: ContractSnapshot },
): Finding[] {
  const first = new Map<string, Finding>()
  for (const found of findings)
    if (found.severity === 'error' && !first.has(found.at.file)) first.set(found.at.file, found)
  return [...first.values()].map(({ at, message }) => {
    const path = at.file.slice(folders.baseline.length + 1)
    const file = folders.current.ids.has(path) ? shownPath(folders.current, path) : at.file
    const text = `at ${name} this file has a mistake (${message}), so that it cannot be compared for certain`
    return {
      ...finding(brokenBaseline, { at: { file }, message: text }),
      related: [{ at, what: 'the mistake' }],
    }
  })
}
