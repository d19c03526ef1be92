import type { Finding } from '../../kernel/finding.ts'
import { finding } from '../validate/rule.ts'
import codegenOutOfDate from '../validate/rules/codegen-out-of-date.ts'

/** Compares the checked-in declarations with what they should be; `found` is undefined when there is no such file. */
export function checkDeclarations(file: string, found: string | undefined, expected: string): readonly Finding[] {
  if (found === undefined) return [finding(codegenOutOfDate, { at: { file }, message: 'the file does not exist' })]
  if (found === expected) return []
  const lines = found.split('\n')
  const index = expected.split('\n').findIndex((line, i) => line !== lines[i])
  const line = (index === -1 ? lines.length - 1 : index) + 1
  return [finding(codegenOutOfDate, { at: { file, line }, message: 'the contracts say something else from here on' })]
}
