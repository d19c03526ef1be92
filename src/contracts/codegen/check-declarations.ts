import type { Finding } from '../../kernel/finding.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import codegenOutOfDate from '../validate/rules/codegen-out-of-date.ts'

/** Compares the file at `path` (messages say `shown`) with the declarations it should hold. */
export async function checkDeclarations(
  files: ContractFiles,
  path: string,
  shown: string,
  expected: string,
): Promise<readonly Finding[]> {
  if (!(await files.list()).includes(path)) {
    return [finding(codegenOutOfDate, { at: { file: shown }, message: 'the file does not exist' })]
  }
  const found = new TextDecoder().decode(await files.read(path))
  if (found === expected) return []
  const lines = found.split('\n')
  const index = expected.split('\n').findIndex((line, i) => line !== lines[i])
  const line = (index === -1 ? lines.length - 1 : index) + 1
  return [
    finding(codegenOutOfDate, { at: { file: shown, line }, message: 'the contracts say something else from here on' }),
  ]
}
