import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles } from '../ports.ts'
import { shownPath } from '../repo/read-text.ts'
import { finding } from '../validate/rule.ts'
import invalidExampleFile from '../validate/rules/invalid-example-file.ts'
import unknownExampleFolder from '../validate/rules/unknown-example-folder.ts'

/** Files that no contract looks at: an unknown id, a folder that is neither valid nor invalid, a name without .json. */
export function strayExamples(
  paths: readonly string[],
  contracts: readonly Contract[],
  files: ContractFiles,
): Finding[] {
  const ids = contracts.map((contract) => contract.id)
  const stray = new Map<string, Finding>()
  for (const path of paths) {
    const [id = '', kind = '', ...rest] = path.split('/')
    const folder = (name: string, message: string) =>
      stray.set(name, finding(unknownExampleFolder, { at: { file: shownPath(files, name) }, message }))
    if (!ids.includes(id)) folder(id, `no contract has the id "${id}"${didYouMean(id, ids)}`)
    else if (!['valid', 'invalid'].includes(kind) || rest.length === 0) {
      folder(`${id}/${kind}`, `"${kind}" is neither valid nor invalid${didYouMean(kind, ['valid', 'invalid'])}`)
    } else if (!path.endsWith('.json')) {
      const at = { file: shownPath(files, path) }
      stray.set(
        path,
        finding(invalidExampleFile, { at, message: 'an example is a .json file', fix: 'rename or remove it' }),
      )
    }
  }
  return [...stray.values()]
}
