import type { Finding, Impact } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'
import type { Change } from '../diff/change.ts'
import type { Sides } from '../diff/pair.ts'
import { pairContracts } from '../diff/pair-contracts.ts'
import { type SeverityPolicy, severityByUse } from '../impact/severity.ts'
import type { Contract } from '../model.ts'
import { isWithin } from '../schema-nodes.ts'
import { avroBreaks, type PastVersion } from './avro-breaks.ts'
import { avroProofs, type ProveOptions } from './avro-proofs.ts'
import { releaseOf } from './bump.ts'
import type { AvroBreak, Evidence } from './evidence.ts'
import { perhapsRenamed } from './perhaps-renamed.ts'
import type { CheckContext, CheckProblem, CheckRule } from './rule.ts'
import { checkRules } from './rules/index.ts'

/** What the judgement needs besides the changes. */
export interface JudgeContext {
  readonly before: readonly Contract[]
  readonly after: readonly Contract[]
  /** YYYY-MM-DD, in UTC. */
  readonly today: string
  /** By contract name, oldest first, without the baseline: what transitive levels look back to. */
  readonly history?: ReadonlyMap<string, readonly PastVersion[]>
  /** Who uses what this is about; undefined for what no user can feel, so that its severity does not follow use. */
  readonly impactOf?: (evidence: Evidence) => readonly Impact[] | undefined
  /** What dq.yaml says of severity by use. */
  readonly severity?: SeverityPolicy
  /** Whether a plan rules on it, so that the rules here have nothing to say. */
  readonly isPlanned?: (evidence: Evidence) => boolean
  /** Asks a real decoder too. */
  readonly prove?: ProveOptions
}

/**
 * The findings of changes: Avro's rules first, then the others, last the version; contract by contract in the order of
 * the changes. Their fingerprints hold no lines and no versions, so waivers survive new commits.
 */
export function judge(changes: readonly Change[], context: JudgeContext): readonly Finding[] {
  const { pairs, added, removed } = pairContracts(context.before, context.after)
  const sidesOf = new Map<string, Partial<Sides>>([
    ...removed.map((before) => [before.name, { before }] as const),
    ...added.map((after) => [after.name, { after }] as const),
    ...pairs.map((sides) => [sides.after.name, sides] as const),
  ])
  const groups = Map.groupBy(changes, ({ of }) => of)
  return [...groups].flatMap(([of, own]) => judgeOne(of, own, sidesOf.get(of) ?? {}, context))
}

function judgeOne(
  of: string,
  changes: readonly Change[],
  { before, after }: Partial<Sides>,
  { today, history, impactOf, severity, prove, isPlanned = () => false }: JudgeContext,
): readonly Finding[] {
  const sides = before !== undefined && after !== undefined ? { before, after } : undefined
  const past = history?.get(of) ?? []
  const breaks = sides === undefined ? [] : avroBreaks(sides, past)
  const proofs = sides === undefined || prove === undefined ? [] : avroProofs(sides, past, prove)
  const renames = perhapsRenamed(changes)
  const context: CheckContext = {
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    today,
    isAvroBreak: ({ path }) => breaks.some((found) => covers(found, path)),
    usersOf: (evidence) => impactOf?.(evidence) ?? [],
    perhapsRenamed: (path) => renames.find(({ from, to }) => from === path || to === path),
  }
  const open = [...breaks, ...proofs, ...changes].filter((evidence) => !isPlanned(evidence))
  const judged = open.flatMap((evidence) => found(evidence, context, impactOf, severity))
  const release = sides && releaseOf(sides, changes, judged)
  const all = release === undefined ? judged : [...judged, ...found(release, context, impactOf, severity)]
  return all.map(({ finding }) => finding)
}

/** What breaks inside a union is told at the union. */
const covers = ({ path, incompatibility }: AvroBreak, of: string): boolean =>
  path === of || (incompatibility === 'MISSING_UNION_BRANCH' && isWithin(of, path))

function found(
  evidence: Evidence,
  context: CheckContext,
  impactOf: JudgeContext['impactOf'],
  policy: SeverityPolicy | undefined,
): { rule: CheckRule; finding: Finding }[] {
  return checkRules.flatMap((rule) => {
    const problem = rule.check(evidence, context)
    if (problem === undefined) return []
    return [{ rule, finding: findingOf(rule, problem, evidence, impactOf?.(evidence), policy) }]
  })
}

function findingOf(
  rule: CheckRule,
  { message, fix, severity, identity }: CheckProblem,
  { of, path, before, after }: Evidence,
  impact: readonly Impact[] | undefined,
  policy: SeverityPolicy | undefined,
): Finding {
  const own = severity ?? rule.severity
  return {
    rule: rule.id,
    // The fingerprint does not depend on who uses it: a waiver outlives a new consumer.
    severity: impact === undefined ? own : severityByUse({ rule: rule.id, severity: own }, impact, policy),
    at: after ?? before ?? { file: of },
    message,
    fix: fix ?? rule.fix,
    fingerprint: fingerprint({ rule: rule.id, of, path, text: identity ?? message }),
    ...(before !== undefined && after !== undefined && { related: [{ at: before, what: 'before' }] }),
    ...(impact !== undefined && impact.length > 0 && { impact }),
  }
}
