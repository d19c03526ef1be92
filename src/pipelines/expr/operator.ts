import type { Type } from '../../kernel/value-type.ts'
import type { CallExpr, Expr } from './ir.ts'
import type { CodeBlock } from './js/code-block.ts'
import type { Dialect } from './sql/dialect.ts'
import type { ExprType } from './types.ts'

export type Options = NonNullable<CallExpr['options']>

/** Why a call has no type, in words for the author of the job. */
export interface OperatorProblem {
  readonly message: string
  /** One imperative sentence that mends it. */
  readonly fix?: string
}

/** One operator of the expression language, whole: what it means is said here and nowhere else. */
export interface Operator {
  /** As it stands in the IR, and the name of its file. */
  readonly name: string
  /** One sentence: what it gives, and what it does with null. */
  readonly summary: string
  /** Least and most number of arguments. */
  readonly arity: readonly [least: number, most: number]
  /** Names of its options; anything else is refused. */
  readonly options?: readonly string[]
  /** Called with as many arguments as `arity` allows; bare nulls only reach operators with their own null rule. */
  readonly type: (args: readonly ExprType[], call: CallFacts) => Type | OperatorProblem
  readonly js: StrictJs | OwnJs
  /** Text that stands for itself in any context (parenthesised where it must be). A dialect may refuse: DqError. */
  readonly sql: Readonly<Record<Dialect, SqlRule>>
  readonly cases: readonly Case[]
}

export interface CallFacts {
  readonly options: Options
  readonly args: readonly Expr[]
}

/** Null when an argument is null; otherwise `emit` is given arguments that are not null and cheap to repeat (names, literals). */
export interface StrictJs {
  readonly nulls: 'strict'
  readonly emit: (args: readonly JsArg[], call: JsCall) => string
}

/** Decides itself what null means and which arguments are evaluated at all. */
export interface OwnJs {
  readonly nulls: 'own'
  readonly emit: (args: readonly LazyArg[], call: JsCall) => string
}

export interface JsArg {
  readonly text: string
  readonly type: Type
  readonly expr: Expr
}

export interface LazyArg {
  readonly type: ExprType
  readonly expr: Expr
  /** Appends what the argument needs to the block and gives its text; `as` widens it. */
  emit(out: CodeBlock, as?: Type): string
  /** The same, as a name or literal that may be repeated. */
  atom(out: CodeBlock, as?: Type): string
}

export interface JsCall {
  readonly type: Type
  readonly options: Options
  readonly out: CodeBlock
}

export type SqlRule = (args: readonly SqlArg[], call: SqlCall) => string

export interface SqlArg {
  readonly text: string
  readonly type: ExprType
  readonly expr: Expr
}

export interface SqlCall {
  readonly type: Type
  readonly options: Options
}

/**
 * A row of an operator's truth table. Values are written `<type> <value>`: `decimal(12,2) 12.30`, `string? null`,
 * `timestamp 2017-03-08T12:00:00.000001Z`; the result `overflow` means ExprOverflow, `refused` that typing finds a problem.
 */
export type Case = readonly [args: readonly string[], result: string, options?: Options]

export const isProblem = (value: Type | OperatorProblem): value is OperatorProblem => 'message' in value

export const defineOperator = (operator: Operator): Operator => operator
