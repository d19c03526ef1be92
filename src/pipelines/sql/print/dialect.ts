import type { Type } from '../../../kernel/value-type.ts'
import type { SqlType } from '../analyse/sql-type.ts'
import type { Call } from '../ast.ts'

/** The engines that batch SQL is printed for. */
export const SQL_DIALECTS = ['duckdb', 'trino', 'spark'] as const
export type SqlDialectName = (typeof SQL_DIALECTS)[number]

/** What differs between the engines; what they share is written out by the printer. */
export interface SqlDialect {
  readonly name: SqlDialectName
  readonly quote: (name: string) => string
  /** A text literal. */
  readonly text: (value: string) => string
  readonly type: (type: Type) => string
  /** A parameter without a value; undefined where there are no named ones. */
  readonly parameter?: (name: string) => string
  /** Dividend and divisor to a decimal: exact, half up, null when divided by 0. @throws DqError when it needs too many digits. */
  readonly divide: (dividend: Operand, divisor: Operand, to: Decimal) => string
  /** Sum, difference or product that is a decimal, where it is not what it is elsewhere. */
  readonly decimal?: (op: '+' | '-' | '*', left: Operand, right: Operand, to: Decimal) => string
  /** A date and an interval give a timestamp there. */
  readonly widensDates: boolean
  /** GREATEST and LEAST leave nulls out. */
  readonly skipsNulls: boolean
  /** Functions that are written in another way. */
  readonly calls: Readonly<Record<string, CallText>>
}

export type Decimal = Extract<Type, { readonly kind: 'decimal' }>

export interface Operand {
  readonly text: string
  readonly type: SqlType
}

/** `args` are printed; `over` and `filter` stand behind the call already. */
export type CallText = (args: readonly string[], facts: CallFacts) => string

export interface CallFacts {
  readonly call: Call
  readonly type: SqlType
  readonly types: readonly SqlType[]
  /** ` FILTER (…)` and ` OVER (…)`, or nothing. */
  readonly behind: string
}
