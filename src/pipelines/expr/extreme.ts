import type { Type } from '../../kernel/value-type.ts'
import { type ComparisonSign, comparedType, compareJs, inOneType } from './comparison.ts'
import { widenJs } from './js/widen.ts'
import type { JsArg, JsCall, OperatorProblem, SqlRule } from './operator.ts'
import type { Dialect } from './sql/dialect.ts'
import { type ExprType, withNullable } from './types.ts'

export const extremeType = (args: readonly ExprType[]): Type | OperatorProblem => comparedType(args, true)

/** least and greatest in JavaScript: values that are not null, one compared with the best so far. */
export function emitExtreme(sign: ComparisonSign, args: readonly JsArg[], { type, out }: JsCall): string {
  const bare = withNullable(type, false)
  const texts = args.map((arg) => widenJs(arg.text, withNullable(arg.type, false), bare, out))
  const best = out.name()
  out.line(`let ${best} = ${texts[0]}`)
  for (const text of texts.slice(1)) {
    const next = out.name()
    out.line(`const ${next} = ${text}`)
    out.line(`if (${compareJs(sign, { text: next, type: bare }, { text: best, type: bare })}) ${best} = ${next}`)
  }
  return best
}

/** DuckDB's own least and greatest skip nulls, so it is asked first; Flink's give null. */
export const extremeSql =
  (name: 'least' | 'greatest', dialect: Dialect): SqlRule =>
  (args, { type }) => {
    const call = `${name.toUpperCase()}(${inOneType(args, dialect).join(', ')})`
    if (dialect !== 'duckdb' || !type.nullable) return call
    const nulls = args.filter((arg) => arg.type.nullable).map((arg) => `${arg.text} IS NULL`)
    return `(CASE WHEN ${nulls.join(' OR ')} THEN NULL ELSE ${call} END)`
  }
