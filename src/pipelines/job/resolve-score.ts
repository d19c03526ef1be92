import { parseRules } from '../score/rules.ts'
import type { JobIr } from './ir.ts'
import type { JobContext } from './resolve.ts'
import type { Checker } from './resolve-check.ts'
import type { ResolvedScore } from './resolved.ts'
import { type ScopeParts, scope } from './scope.ts'

/** Reads the job's rules and types them in the job's scope. */
export function resolveScore(
  ir: JobIr,
  context: JobContext,
  parts: ScopeParts,
  check: Checker,
): ResolvedScore | undefined {
  if (ir.score === undefined) return undefined
  const file = context.text(ir.score.file)
  if (file === undefined) {
    check.add('missing-file', `score: ${ir.score.file} cannot be read`, 'name the file relative to the job', {
      file: context.file,
    })
    return undefined
  }
  const parsed = parseRules(file.text, file.path)
  const scoped = scope(parts)
  const value = check.named(parsed.value, scoped, 'score')
  const reasons = check.named(parsed.reasons, scoped, 'score')
  const threshold = check.named(parsed.threshold, scoped, 'score')
  if (value === undefined || reasons === undefined || threshold === undefined) return undefined
  return { rules: parsed.rules, value, reasons, threshold }
}
