import type { z } from 'zod'
import type { Contract } from '../contracts/model.ts'
import { conditionWords, type RowCondition } from './row-condition.ts'
import type { Dialect } from './sql/dialect.ts'

/** A value as an engine answers it, ready for JSON: timestamps as ISO 8601 text, integers beyond ±(2^53 − 1) as text. */
export type Cell = null | boolean | number | string
export type Row = Readonly<Record<string, Cell>>

/** A column as the engine knows it. */
export interface TableColumn {
  readonly name: string
  /** The engine's name of its type, e.g. `DECIMAL(12,2)`. */
  readonly type: string
}

/** The kinds of values an expectation can work with. */
export type Needs = 'anything' | 'numbers' | 'text' | 'an order'

/** A column that an expectation names. */
export interface ColumnUse {
  readonly name: string
  /** Where its name stands in the kwargs. */
  readonly path: readonly (string | number)[]
  readonly needs: Needs
}

/** What an expectation is asked about: one table, perhaps only some of its rows. */
export interface Batch {
  readonly dialect: Dialect
  /** The table as SQL names it. */
  readonly table: string
  readonly columns: readonly TableColumn[]
  /** SQL of the row condition. */
  readonly condition?: string
  readonly contract?: Contract
  /** Other tables, as SQL names them, by the names of their contracts. */
  readonly others: ReadonlyMap<string, string>
  /** Wall clock of the run, in milliseconds since the epoch. */
  readonly now?: number
  /** Row counts of earlier runs of this table, newest first. */
  readonly pastRows?: readonly number[]
}

/** How an expectation is answered: by aggregates of the one scan, by queries of its own, or by the columns alone. */
export interface Plan {
  /** Aggregates over the table, by name; the row condition is in them already. */
  readonly measures: Readonly<Record<string, string>>
  /** Queries of their own, where rows must be grouped, in this order. */
  readonly queries?: readonly Query[]
  /** The query of examples, when the facts ask for some. */
  readonly examples?: (facts: Row) => string | undefined
  readonly judge: (facts: Row, examples: readonly Row[]) => Outcome
}

/** Answers one row, whose columns join the facts. */
export type Query =
  | string
  | {
      readonly sql: string /** Asked only when the facts so far call for it. */
      readonly when: (facts: Row) => boolean
    }

export interface Outcome {
  readonly success: boolean
  /** As Great Expectations fills `result`. */
  readonly result: Readonly<Record<string, unknown>>
}

/** An expectation with its parameters. */
export interface Bound {
  /** What is expected, for people: `order_id is never null`. */
  readonly words: string
  readonly columns: readonly ColumnUse[]
  readonly condition?: RowCondition
  /** Other tables it looks at. */
  readonly tables: readonly string[]
  /** What is wrong that the parameters alone do not show; `path` stands in the kwargs. */
  readonly problem?: Problem
  readonly plan: (batch: Batch) => Plan
}

export interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** A type of expectation, under Great Expectations' name. */
export interface Expectation {
  readonly type: string
  /** What it expects, in one sentence. */
  readonly what: string
  /** Strict: an unknown kwarg is a mistake. */
  readonly kwargs: z.ZodObject
  /** `kwargs` have passed the schema; the contract, where the table has one, may give what they leave out. */
  readonly bind: (kwargs: unknown, contract?: Contract) => Bound
}

/** Ties the parameters' schema to their use; `kwargs` are parsed once more, which gives them their type. */
export const defineExpectation = <S extends z.ZodObject>(definition: {
  readonly type: string
  readonly what: string
  readonly kwargs: S
  readonly words: (params: z.infer<S>, contract?: Contract) => string
  readonly columns: (params: z.infer<S>, contract?: Contract) => readonly ColumnUse[]
  readonly tables?: (params: z.infer<S>) => readonly string[]
  readonly problem?: (params: z.infer<S>, contract?: Contract) => Problem | undefined
  readonly plan: (params: z.infer<S>, batch: Batch) => Plan
}): Expectation => ({
  type: definition.type,
  what: definition.what,
  kwargs: definition.kwargs,
  bind(kwargs, contract) {
    const params = definition.kwargs.parse(kwargs)
    const condition = (params as { row_condition?: RowCondition }).row_condition
    const problem = definition.problem?.(params, contract)
    return {
      words:
        definition.words(params, contract) + (condition === undefined ? '' : `, where ${conditionWords(condition)}`),
      columns: definition.columns(params, contract),
      ...(condition !== undefined && { condition }),
      tables: definition.tables?.(params) ?? [],
      ...(problem !== undefined && { problem }),
      plan: (batch) => definition.plan(params, batch),
    }
  },
})
