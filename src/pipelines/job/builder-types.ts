import type { Contracts } from '../../contracts/types.ts'
import type { Kind } from '../../kernel/value-type.ts'
import type { AggregateExpr } from '../expr/aggregate.ts'
import type { Operand, RecordRefs, TypedExpr } from '../expr/typed.ts'

/** Contract names that code generation has written; any string before `dq contract codegen` ran for the first time. */
export type ContractName = [keyof Contracts] extends [never] ? string : keyof Contracts & string

type KindToken = Kind | null

/** Field name → kind token of a contract. */
type FieldsOf<C extends string> = C extends keyof Contracts
  ? { [F in keyof Contracts[C] & string]-?: Extract<Contracts[C][F], KindToken> }
  : // biome-ignore lint/suspicious/noExplicitAny: of an unknown contract everything fits, so that one misspelt name is one error
    any

export type InputMap = Readonly<Record<string, string>>

/** Each input must name a contract; the error stands at the one that does not. */
export type CheckedInputs<I extends InputMap> = {
  readonly [A in keyof I]: I[A] extends ContractName ? I[A] : ContractName
}

/** Names of fields that all the inputs have. */
export type CommonFields<I extends InputMap> = {
  [A in keyof I]: (fields: keyof FieldsOf<I[A]> & string) => void
}[keyof I] extends (fields: infer F) => void
  ? F & string
  : never

/** What a step's callback is given for the records of each input. */
export type Records<I extends InputMap> = { readonly [A in keyof I & string]: RecordOf<A, I[A]> }

type RecordOf<A extends string, C extends string> = C extends keyof Contracts
  ? RecordRefs<A, FieldsOf<C>>
  : // biome-ignore lint/suspicious/noExplicitAny: as in FieldsOf
    any

/** The inputs that have the field by which records match. */
export type MatchRecords<I extends InputMap, F extends string> = {
  readonly [A in keyof I & string as F extends keyof FieldsOf<I[A]> ? A : never]: RecordOf<A, I[A]>
}

/** Names of fields that at least one input has. */
export type AnyField<I extends InputMap> = { [A in keyof I]: keyof FieldsOf<I[A]> & string }[keyof I]

type KeyKind<I extends InputMap, K extends string> = {
  [A in keyof I]: K extends keyof FieldsOf<I[A]> ? FieldsOf<I[A]>[K] : never
}[keyof I]

type KeyExpr<T> = [T] extends [KindToken] ? TypedExpr<T> : never

/** What later steps may refer to beside the names declared so far. */
export type Environment<I extends InputMap, K extends string> = Records<I> & {
  readonly window: {
    readonly start: TypedExpr<'timestamp'>
    readonly end: TypedExpr<'timestamp'>
    readonly key: KeyExpr<KeyKind<I, K>>
  }
}

/** References to aggregates under the names they were declared with. */
export type RefsOf<M> = {
  readonly [N in keyof M]: M[N] extends AggregateExpr<infer E> ? E : never
}

/** The fields of an output's contract; those with a default may be left out. */
export type OutputFields<C extends string> = C extends keyof Contracts
  ? { readonly [F in keyof Contracts[C]]: Operand<Extract<Contracts[C][F], KindToken>> }
  : Readonly<Record<string, Operand<KindToken>>>
