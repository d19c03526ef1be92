import type { AggregateFunction } from './aggregate.ts'
import { comparedType, compareJs } from './comparison.ts'
import { isProblem } from './operator.ts'
import { withNullable } from './types.ts'

/** min and max: the value that compares before the best so far. */
export const extremeFunction = (name: 'min' | 'max', sign: '<' | '>', summary: string): AggregateFunction => ({
  name,
  summary,
  argument: 'required',
  type: (arg) => {
    const type = comparedType([arg!], true)
    return isProblem(type) ? type : withNullable(type, true)
  },
  slots: (arg) => [{ name, init: 'null', holds: { kind: 'value', type: withNullable(arg!, true) } }],
  update: ({ slot, value, arg, out }) => {
    const best = slot(name)
    const type = withNullable(arg!, false)
    const better = compareJs(sign, { text: value!, type }, { text: best, type })
    out.line(`if (${best} === null || ${better}) ${best} = ${value}`)
  },
  result: (slot) => slot(name),
  sql: {
    duckdb: ({ text, filter }) => `${name.toUpperCase()}(${text})${filter}`,
    flink: ({ text, filter }) => `${name.toUpperCase()}(${text})${filter}`,
  },
})
