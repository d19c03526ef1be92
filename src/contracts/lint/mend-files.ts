import type { Finding } from '../../kernel/finding.ts'
import type { ContractFiles } from '../ports.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import type { LintResult, LintSources } from './lint-contracts.ts'

/** Which file of which folder becomes what. */
export interface MendedFile {
  readonly source: keyof LintSources
  readonly path: string
  /** As messages show it. */
  readonly file: string
  readonly text: string
}

/** What `--fix` would write, and the findings that are left then; writes nothing itself. */
export async function mendFiles(
  { findings, mends }: LintResult,
  sources: LintSources,
): Promise<{ readonly files: readonly MendedFile[]; readonly findings: readonly Finding[] }> {
  const files: MendedFile[] = []
  const mended = new Set<Finding>()
  for (const [file, own] of Map.groupBy(mends, ([{ at }]) => at.file)) {
    const found = await findFile(file, sources)
    if (found === undefined) continue
    let { text } = found
    for (const [finding, mend] of own) {
      const next = mend(text)
      if (next !== text) mended.add(finding)
      text = next
    }
    if (text !== found.text) files.push({ ...found, file, text })
  }
  return { files, findings: findings.filter((finding) => !mended.has(finding)) }
}

async function findFile(
  file: string,
  sources: LintSources,
): Promise<Pick<MendedFile, 'source' | 'path' | 'text'> | undefined> {
  const folders: readonly (readonly [keyof LintSources, ContractFiles])[] = [
    ['contracts', sources.contracts],
    ['connectors', sources.connectors],
  ]
  for (const [source, files] of folders) {
    const path = (await files.list()).find((name) => shownPath(files, name) === file)
    const read = path === undefined ? undefined : await readText(files, path)
    if (path !== undefined && read !== undefined && 'text' in read) return { source, path, text: read.text }
  }
  return undefined
}
