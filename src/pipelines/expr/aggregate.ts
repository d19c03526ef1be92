import { DqError } from '../../kernel/errors.ts'
import type { Kind, Type } from '../../kernel/value-type.ts'
import type { Aggregate, Expr } from './ir.ts'
import type { CodeBlock } from './js/code-block.ts'
import type { OperatorProblem } from './operator.ts'
import { callSite, captureSite } from './site.ts'
import type { Dialect } from './sql/dialect.ts'
import { type AnyExpr, inputAlias, isRecordRefs, type TypedExpr } from './typed.ts'

/** One aggregate function, whole. Nulls and records for which `where` is not true take no part. */
export interface AggregateFunction {
  readonly name: string
  /** One sentence: what it gives, and what it gives of no rows. */
  readonly summary: string
  /** Whether it may stand without an argument (count of records). */
  readonly argument: 'required' | 'optional'
  readonly type: (arg: Type | undefined) => Type | OperatorProblem
  /** What is kept per window, under names that are unique within this aggregate. */
  readonly slots: (arg: Type | undefined) => readonly Slot[]
  /**
   * Statements that take one more value in: `value` is a name and not null. New values are computed first and assigned last, so
   * that an overflow leaves the state as it was.
   */
  readonly update: (call: UpdateCall) => void
  /** JavaScript text of the result. */
  readonly result: (slot: (name: string) => string, type: Type) => string
  /** `arg` is `*` for records. `filter` is ` FILTER (WHERE …)` or empty, and follows the aggregate call itself. */
  readonly sql: Readonly<Record<Dialect, (call: SqlAggregateCall) => string>>
}

/** `holds` says what the slot's value is, for whoever stores state: a value of a type, or null, or a Set of such values. */
export interface Slot {
  readonly name: string
  /** JavaScript text of the value of an empty window. */
  readonly init: string
  readonly holds: { readonly kind: 'value'; readonly type: Type } | { readonly kind: 'set'; readonly of: Type }
}

export interface UpdateCall {
  /** JavaScript text of a slot: may be read and assigned to. */
  readonly slot: (name: string) => string
  /** Absent for records. */
  readonly value?: string
  readonly arg?: Type
  readonly type: Type
  readonly out: CodeBlock
}

export interface SqlAggregateCall {
  readonly text: string
  readonly arg?: Type
  readonly type: Type
  readonly filter: string
}

declare const RESULT: unique symbol

/** An aggregate as declared in a job; `E` is the expression that refers to its result. */
export interface AggregateExpr<out E extends AnyExpr> {
  readonly aggregate: Aggregate
  readonly [RESULT]?: E
}

export interface AggregateOptions {
  /** Only records for which this is true take part. */
  readonly where?: TypedExpr<'boolean' | null>
}

/**
 * Builds an aggregate over a record or an expression of one input's fields.
 * @throws DqError when the expression reads no input, or two.
 */
export function aggregateOf<K extends Kind | null>(
  name: string,
  argument: object,
  options: AggregateOptions | undefined,
): AggregateExpr<TypedExpr<K>> {
  const where = options?.where?.expr
  const arg = isRecordRefs(argument) ? undefined : (argument as AnyExpr).expr
  const inputs = new Set([arg, where].flatMap((expr) => (expr === undefined ? [] : [...inputsOf(expr)])))
  if (arg === undefined) inputs.add(inputAlias(argument))
  const [input, other] = inputs
  if (input === undefined) throw misused(`${name} needs a field of an input`, `write e.g. ${name}(order.total_amount)`)
  if (other !== undefined)
    throw misused(`${name} mixes the inputs ${input} and ${other}`, 'aggregate the fields of one input at a time')
  const aggregate: Aggregate = {
    aggregate: name,
    input,
    ...(arg === undefined ? {} : { arg }),
    ...(where === undefined ? {} : { where }),
  }
  return Object.freeze({ aggregate: Object.freeze(captureSite(aggregate)) })
}

function* inputsOf(expr: Expr): Generator<string> {
  if ('args' in expr) for (const arg of expr.args) yield* inputsOf(arg)
  else if (expr.op === 'ref' && expr.of === 'field') yield expr.input
}

function misused(message: string, hint: string): DqError {
  const at = callSite()
  return new DqError(message, at === undefined ? { hint } : { hint, at })
}
