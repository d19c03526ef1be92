import type { Kind } from '../../kernel/value-type.ts'
import type { Literal } from './literals.ts'
import type { AnyExpr, Operand, TypedExpr } from './typed.ts'

/** Kind tokens for the compiler: what an editor knows of an expression before the contracts are read. */
export type ExactKind = 'int' | 'int53' | 'long' | 'decimal'
export type NumericKind = ExactKind | 'double' | 'float'
export type OrderedKind = NumericKind | 'string' | 'date' | 'time' | 'timestamp'

export type NumericOperand = TypedExpr<NumericKind | null> | number | bigint
export type ExactOperand = TypedExpr<ExactKind | null> | number | bigint
export type BooleanOperand = Operand<'boolean' | null>
export type StringOperand = Operand<'string'> | TypedExpr<'string' | null>
export type AnyOperand = AnyExpr | Literal

/** Kind token of an expression, or of the literal a plain value stands for. */
export type KindOf<A> =
  A extends TypedExpr<infer K>
    ? K
    : A extends null
      ? null
      : A extends boolean
        ? 'boolean'
        : A extends string
          ? 'string'
          : A extends bigint
            ? 'long'
            : A extends number
              ? number extends A
                ? 'int' | 'decimal'
                : `${A}` extends `${string}.${string}`
                  ? 'decimal'
                  : 'int'
              : never

/** The kind that holds all of these kinds of number; null stays. */
export type Widest<K> =
  | ('double' extends K
      ? 'double'
      : 'float' extends K
        ? 'float'
        : 'decimal' extends K
          ? 'decimal'
          : 'long' extends K
            ? 'long'
            : 'int53' extends K
              ? 'int53'
              : 'int')
  | Extract<K, null>

/** The kind that all of these widen to: numbers to the widest, others are the same kind. */
export type Common<K> = Exclude<K, null> extends NumericKind ? Widest<K> : K & (Kind | null)

/** What may be compared with an operand of kind K. */
export type ComparableWith<K> =
  | (K extends ExactKind ? ExactOperand : never)
  | (K extends 'double' | 'float' ? TypedExpr<'double' | 'float' | null> : never)
  | (K extends 'string' ? StringOperand : never)
  | (K extends 'boolean' ? BooleanOperand : never)
  | (K extends 'date' | 'time' | 'timestamp' ? TypedExpr<K | null> : never)

/** `null` when one of the kinds may be null. */
export type NullOf<K> = Extract<K, null>
