import { DqError } from '../../kernel/errors.ts'
import type { Kind } from '../../kernel/value-type.ts'
import type { CallExpr, Expr } from './ir.ts'
import { type Literal, literalOf } from './literals.ts'
import { callSite, captureSite } from './site.ts'

declare const KIND: unique symbol

/** An expression and, for the compiler only, the kind of its values: `TypedExpr<'decimal' | null>` may be null. */
export interface TypedExpr<out K extends Kind | null> {
  readonly expr: Expr
  readonly [KIND]?: K
}

export type AnyExpr = TypedExpr<Kind | null>

/** An expression of that kind, or the plain value that stands for one. */
export type Operand<K extends Kind | null> = TypedExpr<K> | LiteralFor<K>

type LiteralFor<K> = K extends 'boolean'
  ? boolean
  : K extends 'string'
    ? string
    : K extends 'int' | 'int53' | 'long' | 'decimal'
      ? number | bigint
      : K extends null
        ? null
        : never

/** Makes an expression of an IR node, of another expression, or of a plain value. Nodes are frozen. */
export function wrap<K extends Kind | null = Kind | null>(value: Expr | AnyExpr | Literal): TypedExpr<K> {
  if (typeof value === 'object' && value !== null) {
    if ('expr' in value) return value as TypedExpr<K>
    if ('op' in value) return Object.freeze({ expr: Object.freeze(captureSite(value)) })
  }
  return Object.freeze({ expr: Object.freeze(captureSite(literalOf(value as Literal))) })
}

/** A call of an operator; every builder function ends here. */
export function call<K extends Kind | null>(
  op: string,
  operands: readonly (AnyExpr | Literal)[],
  options?: CallExpr['options'],
): TypedExpr<K> {
  const args = Object.freeze(operands.map((operand) => wrap(operand).expr))
  return wrap(options === undefined ? { op, args } : { op, args, options: Object.freeze(options) })
}

/** Carries the alias of the input whose records a reference object stands for. */
export const INPUT: unique symbol = Symbol('input')

/** What a job's step is given for the records of an input: an expression for each field. */
export type RecordRefs<A extends string, F> = {
  readonly [N in keyof F & string]: TypedExpr<Extract<F[N], Kind | null>>
} & { readonly [INPUT]: A }

/** References to the fields of an input's records; any name gives a reference, typing says whether the field exists. */
export const recordOf = <A extends string, F>(alias: A): RecordRefs<A, F> =>
  new Proxy({} as RecordRefs<A, F>, {
    get: (_, name) => (name === INPUT ? alias : typeof name === 'string' ? fieldRef(alias, name) : undefined),
    has: (_, name) => name === INPUT,
  })

const fieldRef = <K extends Kind | null = Kind | null>(input: string, name: string): TypedExpr<K> =>
  wrap({ op: 'ref', of: 'field', input, name })

/** @throws DqError when given anything but the records of an input. */
export function inputAlias(record: object): string {
  const alias = isRecordRefs(record) ? record[INPUT] : undefined
  if (alias !== undefined) return alias
  const at = callSite()
  throw new DqError('this is not an input of the job', {
    hint: 'give the record itself, e.g. count(order)',
    ...(at === undefined ? {} : { at }),
  })
}

export const isRecordRefs = (value: unknown): value is { readonly [INPUT]: string } =>
  typeof value === 'object' && value !== null && INPUT in value
