import type { Finding } from '../../kernel/finding.ts'
import { pathBelow, shownPath } from '../repo/read-text.ts'
import { finding } from '../validate/rule.ts'
import type { FolderPair } from './compare-sources.ts'
import brokenBaseline from './rules/broken-baseline.ts'

/** One warning a broken file of the baseline, at the same file of today where there is one; a mistake that is still there is told as one of today. */
export function brokenBaselines(
  findings: readonly Finding[],
  today: readonly Finding[],
  name: string,
  folders: readonly FolderPair[],
): Finding[] {
  const still = new Set(today.map(({ rule, at, message }) => [rule, at.file, message].join('\n')))
  const isStill = ({ rule, at, message }: Finding): boolean =>
    still.has([rule, fileToday(at.file, folders), message].join('\n'))
  const first = new Map<string, Finding>()
  for (const found of findings)
    if (found.severity === 'error' && !first.has(found.at.file) && !isStill(found)) first.set(found.at.file, found)
  return [...first.values()].map(({ at, message }) => {
    const text = `at ${name} this file has a mistake (${message}), so that it cannot be compared for certain`
    return {
      ...finding(brokenBaseline, { at: { file: fileToday(at.file, folders) }, message: text }),
      related: [{ at, what: 'the mistake' }],
    }
  })
}

function fileToday(file: string, folders: readonly FolderPair[]): string {
  for (const { before, after } of folders) {
    const path = pathBelow(before, file)
    if (path !== undefined) return after.ids.has(path) ? shownPath(after, path) : file
  }
  return file
}
