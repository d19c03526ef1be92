import type { Type } from '../../kernel/value-type.ts'

/** Where a piece of SQL begins: characters from the start of its file. */
export interface Node {
  readonly at: number
}

/** A query as it is written: `WITH … body ORDER BY … LIMIT …`. */
export interface Query extends Node {
  readonly kind: 'query'
  readonly with: readonly Cte[]
  readonly body: Body
  readonly orderBy: readonly OrderItem[]
  readonly limit?: number
  readonly offset?: number
}

export interface Cte extends Node {
  readonly name: string
  readonly columns?: readonly string[]
  readonly query: Query
}

/** What gives rows: a SELECT, two bodies put together, rows written out, or a query in parentheses. */
export type Body = Select | SetOperation | Values | Query

export interface SetOperation extends Node {
  readonly kind: 'set'
  readonly op: 'union' | 'intersect' | 'except'
  readonly all: boolean
  readonly left: Body
  readonly right: Body
}

export interface Values extends Node {
  readonly kind: 'values'
  readonly rows: readonly (readonly Expr[])[]
}

export interface Select extends Node {
  readonly kind: 'select'
  readonly distinct: boolean
  readonly items: readonly SelectItem[]
  readonly from?: From
  readonly where?: Expr
  readonly groupBy: readonly Expr[]
  readonly having?: Expr
}

export type SelectItem =
  | (Node & { readonly kind: 'star'; readonly table?: string })
  | (Node & { readonly kind: 'expr'; readonly expr: Expr; readonly alias?: string })

export type From =
  | (Node & { readonly kind: 'table'; readonly name: string; readonly alias?: string })
  | (Node & {
      readonly kind: 'derived'
      readonly query: Query
      readonly alias: string
      readonly columns?: readonly string[]
    })
  | Join

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'cross'

export interface Join extends Node {
  readonly kind: 'join'
  readonly type: JoinType
  readonly left: From
  readonly right: From
  readonly on?: Expr
  readonly using?: readonly string[]
}

export interface OrderItem extends Node {
  readonly expr: Expr
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'is distinct from'
  | 'is not distinct from'
  | '||'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'

export type IntervalUnit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

export type LiteralKind = 'integer' | 'decimal' | 'double' | 'string' | 'boolean' | 'null' | 'date' | 'timestamp'

export type Expr = Node &
  (
    | { readonly kind: 'literal'; readonly type: LiteralKind; readonly text: string }
    | { readonly kind: 'interval'; readonly amount: number; readonly unit: IntervalUnit }
    | { readonly kind: 'parameter'; readonly name: string }
    | { readonly kind: 'column'; readonly table?: string; readonly name: string }
    | { readonly kind: 'not' | 'negate'; readonly arg: Expr }
    | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'isNull'; readonly arg: Expr; readonly not: boolean }
    | { readonly kind: 'between'; readonly arg: Expr; readonly low: Expr; readonly high: Expr; readonly not: boolean }
    | { readonly kind: 'inList'; readonly arg: Expr; readonly list: readonly Expr[]; readonly not: boolean }
    | { readonly kind: 'inQuery'; readonly arg: Expr; readonly query: Query; readonly not: boolean }
    | { readonly kind: 'like'; readonly arg: Expr; readonly pattern: string; readonly not: boolean }
    | { readonly kind: 'exists' | 'scalar'; readonly query: Query }
    | { readonly kind: 'case'; readonly operand?: Expr; readonly whens: readonly When[]; readonly otherwise?: Expr }
    | { readonly kind: 'cast'; readonly arg: Expr; readonly to: Type }
    | { readonly kind: 'extract'; readonly part: string; readonly arg: Expr }
    | Call
  )

export interface When {
  readonly when: Expr
  readonly result: Expr
}

export interface Call extends Node {
  readonly kind: 'call'
  /** In lower case. */
  readonly name: string
  readonly args: readonly Expr[]
  /** `count(*)`. */
  readonly star: boolean
  readonly distinct: boolean
  readonly filter?: Expr
  readonly over?: Window
}

export interface Window {
  readonly partitionBy: readonly Expr[]
  readonly orderBy: readonly OrderItem[]
  readonly frame?: { readonly unit: 'rows' | 'range'; readonly from: FrameBound; readonly to: FrameBound }
}

export type FrameBound =
  | { readonly kind: 'unbounded preceding' | 'unbounded following' | 'current row' }
  | { readonly kind: 'preceding' | 'following'; readonly rows: number }

export type ExprOf<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>
