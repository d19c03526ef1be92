import type { Type } from '../../kernel/value-type.ts'
import { decimalLiteral } from '../expr/literals.ts'
import { parseRules } from '../score/rules.ts'
import type { CustomScoreIr, ScoreIr } from './ir.ts'
import type { CustomScore, NamedNode, ResolvedScore, RuleScore } from './resolved.ts'
import type { Resolving } from './resolving.ts'
import { type ScopeParts, scope } from './scope.ts'

/** Types the job's score in the job's scope; undefined when it has none, or one with problems. */
export function resolveScore(
  ir: ScoreIr | undefined,
  resolving: Resolving,
  parts: ScopeParts,
): ResolvedScore | undefined {
  switch (ir?.kind) {
    case undefined:
      return undefined
    case 'rules':
      return ruleScore(ir.file, resolving, parts)
    case 'custom':
      return customScore(ir, resolving, parts)
  }
}

function ruleScore(name: string, { text, file: job, check }: Resolving, parts: ScopeParts): RuleScore | undefined {
  const file = text(name)
  if (file === undefined) {
    check.add('missing-file', `score: ${name} cannot be read`, 'name the file relative to the job', { file: job })
    return undefined
  }
  const parsed = parseRules(file.text, file.path)
  const scoped = scope(parts)
  const value = check.named(parsed.value, scoped, 'score')
  const reasons = check.named(parsed.reasons, scoped, 'score')
  const threshold = check.named(parsed.threshold, scoped, 'score')
  if (value === undefined || reasons === undefined || threshold === undefined) return undefined
  return { kind: 'rules', rules: parsed.rules, value, reasons, threshold }
}

function customScore(ir: CustomScoreIr, { functions, check }: Resolving, parts: ScopeParts): CustomScore | undefined {
  const what = `score "${ir.name}"`
  const scoped = scope(parts)
  const reads = new Map<string, NamedNode>()
  for (const [name, expr] of Object.entries(ir.reads)) {
    const node = check.named(expr, scoped, `${what}, ${name}`)
    if (node !== undefined) reads.set(name, node)
  }
  const threshold = check.named(decimalLiteral(ir.threshold), scoped, `${what}, threshold`)
  const { score } = functions
  if (score === undefined) {
    check.add('no-function', `${what}: its function is not here`, 'load the job from its module: JSON carries no code')
    return undefined
  }
  if (threshold === undefined || reads.size < Object.keys(ir.reads).length) return undefined
  return {
    kind: 'custom',
    ir,
    reads,
    value: { type: { kind: 'decimal', precision: SCORE_PRECISION, scale: ir.scale, nullable: false } },
    reasons: { type: REASONS },
    threshold,
    score,
  }
}

const SCORE_PRECISION = 15
const REASONS: Type = { kind: 'array', items: { kind: 'string', nullable: false }, nullable: false }
