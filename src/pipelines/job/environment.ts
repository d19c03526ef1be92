import type { AggregateExpr } from '../expr/aggregate.ts'
import type { Aggregate, Expr, RefExpr } from '../expr/ir.ts'
import { type AnyExpr, recordOf, wrap } from '../expr/typed.ts'

export type Aggregates = Readonly<Record<string, AggregateExpr<AnyExpr>>>
export type Exprs = Readonly<Record<string, AnyExpr>>

/**
 * What the callbacks of a declaration are given, made of proxies: any name gives a reference, and loading the job checks it,
 * with did-you-mean. Only the declared steps know the types, hence the casts where it is used.
 */
export const environmentOf = (inputs: Readonly<Record<string, string>>): object => ({
  ...recordsOf(inputs),
  measures: refs('measure'),
  match: refs('match'),
  values: refs('value'),
  score: refs('score'),
  window: refs('window'),
  state: refs('state'),
})

export const recordsOf = (inputs: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.keys(inputs).map((alias) => [alias, recordOf(alias)]))

export const aggregatesOf = (declared: Aggregates): { readonly [name: string]: Aggregate } =>
  Object.fromEntries(Object.entries(declared).map(([name, made]) => [name, made.aggregate]))

export const exprsOf = (declared: Exprs): { readonly [name: string]: Expr } =>
  Object.fromEntries(Object.entries(declared).map(([name, value]) => [name, value.expr]))

function refs(of: Exclude<RefExpr['of'], 'field'>): object {
  return new Proxy(
    {},
    {
      get: (_, name) => (typeof name === 'string' ? wrap({ op: 'ref', of, name } as RefExpr) : undefined),
    },
  )
}
