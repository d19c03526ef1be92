import type { Contracts } from '../../contracts/types.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
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

/** The kinds that a field of that kind takes: integers widen. */
type Storable<K> = K extends 'int53' | 'long'
  ? 'int' | 'int53' | 'long'
  : K extends 'decimal'
    ? 'decimal' | 'int' | 'int53' | 'long'
    : K

/** The fields of an output's contract; those with a default may be left out. */
export type OutputFields<C extends string> = C extends keyof Contracts
  ? { readonly [F in keyof Contracts[C]]: Operand<Storable<Extract<Contracts[C][F], KindToken>>> }
  : Readonly<Record<string, Operand<KindToken>>>

/** What the outputs of a running job may refer to beside the names declared so far. */
export type RunningEnvironment<I extends InputMap, K extends string> = Records<I> & {
  readonly state: {
    readonly key: KeyExpr<KeyKind<I, K>>
    /** How many records of the key were accepted; with a `ttl` it begins at the arrival clock, so that it grows all the same. */
    readonly revision: TypedExpr<'int53'>
    /** Event time of the record at hand. */
    readonly time: TypedExpr<'timestamp'>
  }
}

/** A value of that kind as code of a user's own is given it: JSON in the conventions of fixtures. */
type InJson<K> = K extends null
  ? null
  : K extends 'boolean'
    ? boolean
    : K extends 'int' | 'int53'
      ? number
      : K extends 'long'
        ? number | string
        : K extends 'float' | 'double'
          ? number | 'NaN' | 'Infinity' | '-Infinity'
          : K extends 'array'
            ? readonly Json[]
            : K extends 'record' | 'map'
              ? JsonObject
              : K extends 'union'
                ? Json
                : string

/** The values of expressions under the names they were declared with. */
export type ValuesInJson<R> = { readonly [N in keyof R]: R[N] extends TypedExpr<infer K> ? InJson<K> : never }

type FieldInJson<C extends string, F> = F extends keyof FieldsOf<C> ? InJson<FieldsOf<C>[F]> : never

/** Alias → names of the fields that a step reads; each must be one of the input's contract. */
export type CheckedReads<I extends InputMap, R> = {
  readonly [A in keyof R]: A extends keyof I & string ? readonly (keyof FieldsOf<I[A]> & string)[] : never
}

/** `alias.field` of what a step reads. */
type ReadField<R> = {
  [A in keyof R & string]: R[A] extends readonly (infer F extends string)[] ? `${A}.${F}` : never
}[keyof R & string]

/** Contract → field → what it is made from; fields with a default may be left out, `*` says what decides that a record is written. */
export type CheckedWrites<R, W> = {
  readonly [C in keyof W]: C extends keyof Contracts
    ? { readonly [F in keyof Contracts[C]]: readonly ReadField<R>[] } & { readonly '*'?: readonly ReadField<R>[] }
    : C extends ContractName
      ? Readonly<Record<string, readonly ReadField<R>[]>>
      : never
}

type JsonFields<C> = C extends keyof Contracts
  ? { readonly [F in keyof Contracts[C]]: InJson<Extract<Contracts[C][F], KindToken>> }
  : JsonObject

/** What the code of a step is called with: one form for each input. */
export type StepCallOf<I extends InputMap, R, W, S> = {
  readonly [A in keyof I & string]: {
    readonly input: A
    readonly record: A extends keyof R
      ? R[A] extends readonly (infer F extends string)[]
        ? { readonly [N in F]: FieldInJson<I[A], N> }
        : never
      : Readonly<Record<never, never>>
    /** Changed in place. */
    readonly state: S
    /** Writes a record to one of the step's topics. */
    readonly emit: <const C extends keyof W & string>(contract: C, record: JsonFields<C>) => void
  }
}[keyof I & string]
