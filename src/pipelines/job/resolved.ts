import type { Contract } from '../../contracts/model.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { Aggregate, Expr } from '../expr/ir.ts'
import type { ExprType } from '../expr/types.ts'
import type { Rule } from '../score/rules.ts'
import type { JobIr, Output } from './ir.ts'

/** A job whose every name and type was checked against the contracts: what engines, lineage and pictures are made from. */
export interface ResolvedJob {
  readonly ir: JobIr
  readonly inputs: readonly ResolvedInput[]
  readonly keyType: Type
  readonly measures: ReadonlyMap<string, ResolvedAggregate>
  readonly match?: {
    readonly by: string
    /** Aliases of the inputs that take part. */
    readonly inputs: readonly string[]
    readonly measures: ReadonlyMap<string, ResolvedAggregate>
  }
  readonly values: ReadonlyMap<string, NamedNode>
  readonly score?: ResolvedScore
  readonly outputs: readonly ResolvedOutput[]
  /** Topic of late records; its contract when the repo has one. */
  readonly late: Envelope
}

export interface ResolvedInput {
  readonly alias: string
  readonly contract: Contract
  /** Types of all top-level fields. */
  readonly types: ReadonlyMap<string, Type>
  /** The fields the job reads, key, event time and event id among them; no others need be kept. */
  readonly fields: readonly string[]
  readonly eventTime: string
  /** Absent: duplicates of this input cannot be told and are kept. */
  readonly eventId?: string
  readonly deadLetters: Envelope
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

export interface ResolvedScore {
  readonly rules: readonly Rule[]
  readonly value: NamedNode
  readonly reasons: NamedNode
  readonly threshold: NamedNode
}

export interface ResolvedOutput {
  readonly name: string
  readonly output: Output
  readonly contract: Contract
  /** In the order of the contract's schema. Fields left out are absent: the encoder writes their default. */
  readonly fields: readonly { readonly name: string; readonly node: TypedNode; readonly target: Type }[]
  readonly when?: TypedNode
  readonly version?: TypedNode
  readonly deadLetters: Envelope
}
