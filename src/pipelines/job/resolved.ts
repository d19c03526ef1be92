import type { Contract } from '../../contracts/model.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { Aggregate, Expr } from '../expr/ir.ts'
import type { ExprType } from '../expr/types.ts'
import type { Rule } from '../score/rules.ts'
import type { ScoreFunction, StepFunctions } from './functions.ts'
import type { CustomScoreIr, Output, RecordsIr, RunningIr, StepIr, WindowedIr } from './ir.ts'

/** A job whose every name and type was checked against the contracts: what engines, lineage and pictures are made from. */
export type ResolvedJob = WindowedJob | RunningJob | RecordsJob | StepJob

/** A job whose outputs are expressions. */
export type ExprJob = WindowedJob | RunningJob | RecordsJob

export interface WindowedJob extends Meanings {
  readonly kind: 'windowed'
  readonly ir: WindowedIr
  readonly inputs: readonly TimedInput[]
  readonly keyType: Type
  readonly outputs: readonly ResolvedOutput[]
  /** Topic of late records; its contract when the repo has one. */
  readonly late: Envelope
}

export interface RunningJob extends Meanings {
  readonly kind: 'running'
  readonly ir: RunningIr
  readonly inputs: readonly TimedInput[]
  readonly keyType: Type
  readonly outputs: readonly ResolvedOutput[]
}

export interface RecordsJob extends Meanings {
  readonly kind: 'records'
  readonly ir: RecordsIr
  readonly outputs: readonly ResolvedOutput[]
}

export interface StepJob {
  readonly kind: 'step'
  readonly ir: StepIr
  readonly inputs: readonly ResolvedInput[]
  readonly outputs: readonly ResolvedWrite[]
  readonly functions: StepFunctions
}

/** What the references in a job's expressions stand for. */
export interface Meanings {
  readonly inputs: readonly ResolvedInput[]
  readonly keyType?: Type
  /** Empty for a job that aggregates nothing. */
  readonly measures: ReadonlyMap<string, ResolvedAggregate>
  readonly match?: {
    readonly by: string
    /** Aliases of the inputs that take part. */
    readonly inputs: readonly string[]
    readonly measures: ReadonlyMap<string, ResolvedAggregate>
  }
  readonly values: ReadonlyMap<string, NamedNode>
  readonly score?: ResolvedScore
}

export interface ResolvedInput {
  readonly alias: string
  readonly contract: Contract
  /** Types of all top-level fields. */
  readonly types: ReadonlyMap<string, Type>
  /** The fields the job reads, key, event time and event id among them; no others need be kept. */
  readonly fields: readonly string[]
  /** Absent only where the job does not need it. */
  readonly eventTime?: string
  /** Absent: duplicates of this input cannot be told and are kept. */
  readonly eventId?: string
  readonly deadLetters: Envelope
}

export interface TimedInput extends ResolvedInput {
  readonly eventTime: string
}

/** A topic whose records `dq` itself shapes (late records, dead letters), and its contract when the repo has one. */
export interface Envelope {
  readonly topic: string
  readonly contract?: Contract
}

export interface TypedNode {
  readonly expr: Expr
  readonly type: ExprType
}

/** An expression that others refer to. */
export interface NamedNode extends TypedNode {
  readonly type: Type
}

export interface ResolvedAggregate {
  readonly aggregate: Aggregate
  readonly argType?: Type
  readonly type: Type
}

export type ResolvedScore = RuleScore | CustomScore

/** Rules are expressions. */
export interface RuleScore {
  readonly kind: 'rules'
  readonly rules: readonly Rule[]
  readonly value: NamedNode
  readonly reasons: NamedNode
  readonly threshold: NamedNode
}

/** Value and reasons come from the user's function. */
export interface CustomScore {
  readonly kind: 'custom'
  readonly ir: CustomScoreIr
  readonly reads: ReadonlyMap<string, NamedNode>
  readonly value: { readonly type: Type & { readonly kind: 'decimal' } }
  readonly reasons: { readonly type: Type }
  readonly threshold: NamedNode
  readonly score: ScoreFunction
}

/** A topic or store that the job writes. */
export interface ResolvedWrite {
  readonly name: string
  readonly mode: Output['mode']
  readonly contract: Contract
  readonly deadLetters: Envelope
}

/** One that is made of expressions. */
export interface ResolvedOutput extends ResolvedWrite {
  readonly output: Output
  /** In the order of the contract's schema. Fields left out are absent: the encoder writes their default. */
  readonly fields: readonly { readonly name: string; readonly node: TypedNode; readonly target: Type }[]
  readonly when?: TypedNode
  readonly version?: TypedNode
}

/** The topics beside the job's results: late records, and dead letters of inputs and outputs. */
export const envelopesOf = (job: ResolvedJob): readonly Envelope[] => [
  ...(job.kind === 'windowed' ? [job.late] : []),
  ...job.inputs.map(({ deadLetters }) => deadLetters),
  ...job.outputs.map(({ deadLetters }) => deadLetters),
]
