import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Finding } from '../../kernel/finding.ts'

/** Orders findings by file, line, column and rule: the same list on every run. */
export const byPlace = (a: Finding, b: Finding): number =>
  compareCodePoints(a.at.file, b.at.file) ||
  (a.at.line ?? 0) - (b.at.line ?? 0) ||
  (a.at.column ?? 0) - (b.at.column ?? 0) ||
  compareCodePoints(a.rule, b.rule)
