import type { Impact, Severity } from '../../kernel/finding.ts'
import type { Contract } from '../model.ts'
import type { AvroBreak, Evidence, EvidenceKind, EvidenceOf } from './evidence.ts'
import type { PerhapsRenamed } from './perhaps-renamed.ts'

/** What a rule protects. */
export type CheckCategory = 'avro' | 'meaning' | 'routing' | 'promise' | 'lifecycle' | 'privacy' | 'governance'

interface CheckRuleText {
  /** Kebab case, and the name of its file. */
  readonly id: string
  readonly category: CheckCategory
  /** Of its findings, unless one says milder. */
  readonly severity: Severity
  /** Whether an error of it makes a producer or consumer fail, so that the next version is a major one. */
  readonly breaks: boolean
  readonly what: string
  readonly why: string
  readonly example: string
  readonly fix: string
}

/** A rule over changes: what it says of itself, what it looks at, and its judgement. */
export interface CheckRule extends CheckRuleText {
  readonly on: readonly EvidenceKind[]
  readonly check: (evidence: Evidence, context: CheckContext) => CheckProblem | undefined
}

export interface CheckProblem {
  readonly message: string
  readonly fix?: string
  readonly severity?: Severity
  /** What stands in the fingerprint for the message, when that holds versions or dates. */
  readonly identity?: string
}

/** What a rule may ask about the contract that changed. */
export interface CheckContext {
  /** Absent for a new contract, and for what is no contract. */
  readonly before?: Contract
  /** Absent for a removed one, and for what is no contract. */
  readonly after?: Contract
  /** YYYY-MM-DD, in UTC. */
  readonly today: string
  /** Whether Avro's own rules report this already, as strictly as the contract's compatibility asks. */
  readonly isAvroBreak: (evidence: Pick<AvroBreak, 'path'>) => boolean
  /** Who uses what changed; nobody when usage is not known. */
  readonly usersOf: (evidence: Evidence) => readonly Impact[]
  /** For a field that went or came: that it may be a rename without an alias. */
  readonly perhapsRenamed: (path: string) => PerhapsRenamed | undefined
}

/** Types a rule's file: `check` gets only what `on` names, and may answer with just the message. */
export function defineCheckRule<const K extends EvidenceKind>(
  rule: CheckRuleText & {
    readonly on: K | readonly K[]
    readonly check: (evidence: EvidenceOf<K>, context: CheckContext) => string | CheckProblem | undefined
  },
): CheckRule {
  const on: readonly EvidenceKind[] = typeof rule.on === 'string' ? [rule.on] : rule.on
  return {
    ...rule,
    on,
    check(evidence, context) {
      if (!on.includes(evidence.kind)) return undefined
      const problem = rule.check(evidence as EvidenceOf<K>, context) // its kind is one of `on`
      return typeof problem === 'string' ? { message: problem } : problem
    },
  }
}

/** `field "lines[].sku"`, or `the record`. */
export const fieldText = (path: string): string => (path === '' ? 'the record' : `field "${path}"`)
