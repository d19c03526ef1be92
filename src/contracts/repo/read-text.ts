import type { Finding } from '../../kernel/finding.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import mergeConflict from '../validate/rules/merge-conflict.ts'
import notUtf8 from '../validate/rules/not-utf8.ts'
import unreadableFile from '../validate/rules/unreadable-file.ts'

/** The path as messages show it. */
export const shownPath = ({ folder }: Pick<ContractFiles, 'folder'>, path: string): string =>
  folder === '.' ? path : `${asPrefix(folder)}${path}`

/** `a1b2c3d:` is the root of a commit: git puts no slash there. */
const asPrefix = (folder: string): string => (folder.endsWith(':') ? folder : `${folder}/`)

/** The path below the folder of a file as messages show it; undefined for a file that is not in it. */
export const pathBelow = ({ folder }: Pick<ContractFiles, 'folder'>, file: string): string | undefined =>
  file.startsWith(asPrefix(folder)) ? file.slice(asPrefix(folder).length) : undefined

/** Reads a file as UTF-8 (a byte order mark is dropped), or says why it cannot. */
export async function readText(
  files: ContractFiles,
  path: string,
): Promise<{ readonly text: string } | { readonly finding: Finding }> {
  const file = shownPath(files, path)
  let bytes: Uint8Array
  try {
    bytes = await files.read(path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { finding: finding(unreadableFile, { at: { file }, message: `the file cannot be read: ${why}` }) }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const line = conflictLine(text)
    return line === undefined
      ? { text }
      : {
          finding: finding(mergeConflict, {
            at: { file, line, column: 1 },
            message: 'a merge conflict is not settled',
          }),
        }
  } catch {
    return { finding: finding(notUtf8, { at: placeOfBadByte(file, bytes), message: 'the file is not UTF-8 text' }) }
  }
}

/** The line where git marked the beginning of a conflict: it marks all three of its parts. */
function conflictLine(text: string): number | undefined {
  const start = /^<{7} /m.exec(text)?.index
  if (start === undefined || !/^={7}\r?$/m.test(text) || !/^>{7} /m.test(text)) return undefined
  return text.slice(0, start).split('\n').length
}

/** The line of the first byte that UTF-8 does not allow. */
function placeOfBadByte(file: string, bytes: Uint8Array): { file: string; line: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let start = 0
  for (let end = 0; end <= bytes.length; end++) {
    if (end < bytes.length && bytes[end] !== 0x0a) continue
    try {
      decoder.decode(bytes.subarray(start, end))
    } catch {
      return { file, line }
    }
    start = end + 1
    line++
  }
  return { file, line: 1 }
}
