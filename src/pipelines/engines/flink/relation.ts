import type { Expr, RefExpr } from '../../expr/ir.ts'
import { printSql } from '../../expr/sql/print.ts'
import { refsIn } from '../../job/references.ts'
import type { ResolvedOutput } from '../../job/resolved.ts'
import type { FlinkJob } from './job.ts'
import type { FlinkStatement } from './options.ts'
import { quoted } from './quoted.ts'
import { ruleColumns } from './rule-columns.ts'
import { columnOf, columnRefs, flinkScope, opened } from './scope.ts'
import { windowColumns } from './windows.ts'

/** Where the outputs of an input's records, or of windows, are selected from. */
export interface Relation {
  /** The view's name, not quoted. */
  readonly name: string
  /** The references that are columns there. */
  readonly columns: ReadonlySet<string>
  readonly views: readonly FlinkStatement[]
}

/** All outputs that are made for the same thing: for the records of an input, or for windows when `alias` is undefined. */
export function relationOf(job: FlinkJob, alias: string | undefined): Relation {
  const outputs = job.outputs.filter(({ output }) => output.perRecord === alias)
  const exprs = outputs.flatMap(exprsOf)
  const base = alias === undefined ? windowRelation(job) : recordRelation(job, alias, exprs)
  const computed = computedRefs(job, exprs, base.columns)
  if (computed.length === 0) return base
  const rules = computed.some(({ of }) => of === 'score') ? ruleColumns(job) : undefined
  const scope = flinkScope(job, base.columns, rules)
  const columns = computed.map(
    (ref) =>
      `${printSql(rules?.inside(opened(job, ref)!.expr) ?? opened(job, ref)!.expr, 'flink', scope)} AS ${quoted(columnOf(ref))}`,
  )
  const what = alias === undefined ? 'windows' : `records of "${alias}"`
  const fired =
    rules && view(`${base.name}.rules`, `Rules: which of them fire for ${what}`, base.name, rules.columns(scope))
  const from = fired === undefined ? base.name : `${base.name}.rules`
  const name = `${base.name}.scored`
  return {
    name,
    columns: new Set([...base.columns, ...computed.map(columnOf)]),
    views: [
      ...base.views,
      ...(fired === undefined ? [] : [fired]),
      view(name, `Named values and score of ${what}`, from, columns),
    ],
  }
}

/** All columns of a relation, and more. */
const view = (name: string, title: string, from: string, columns: readonly string[]): FlinkStatement => ({
  title,
  sql: `CREATE TEMPORARY VIEW ${quoted(name)} AS\nSELECT\n  ${['*', ...columns].join(',\n  ')}\nFROM ${quoted(from)}`,
})

const windowRelation = (job: FlinkJob): Relation => ({ name: 'dq.windows', columns: windowColumns(job), views: [] })

/** The records of an input, each with what its outputs use of its window and of its match. */
function recordRelation(job: FlinkJob, alias: string, exprs: readonly Expr[]): Relation {
  const input = job.inputs.find((candidate) => candidate.alias === alias)!
  const atHand = windowColumns(job)
  const used = new Map<string, RefExpr['of']>()
  for (const expr of exprs) {
    for (const ref of columnRefs(job, expr, atHand)) if (ref.of !== 'window') used.set(columnOf(ref), ref.of)
  }
  const names = (...kinds: RefExpr['of'][]): readonly string[] =>
    [...used].flatMap(([name, of]) => (kinds.includes(of) ? [name] : []))
  const own = input.fields.map((name) => `${alias}.${name}`)
  const [ofWindow, ofMatch] = [names('measure', 'value'), names('match')]
  const columns = [
    ...['key', 'window_start', 'window_end', ...own].map((name) => `r.${quoted(name)}`),
    ...ofWindow.map((name) => `w.${quoted(name)}`),
    ...ofMatch.map((name) => `m.${quoted(name)}`),
  ]
  const sameWindow = (side: string): string =>
    ['key', 'window_start', 'window_end'].map((name) => `r.${quoted(name)} = ${side}.${quoted(name)}`).join('\n  AND ')
  const joins = [
    ...(ofWindow.length === 0 ? [] : [`\nJOIN \`dq.windows\` AS w\n  ON ${sameWindow('w')}`]),
    // A record is part of its own match, so the join loses none.
    ...(ofMatch.length === 0
      ? []
      : [`\nJOIN \`dq.matches\` AS m\n  ON ${sameWindow('m')}\n  AND r.\`match_by\` = m.\`match_by\``]),
  ]
  const name = `dq.${alias}`
  const view = {
    title: `Records of "${alias}", with what their outputs use of the window and of the match`,
    sql: `CREATE TEMPORARY VIEW ${quoted(name)} AS
SELECT
  ${columns.join(',\n  ')}
FROM \`dq.records\` AS r${joins.join('')}
WHERE r.\`input\` = '${alias}'`,
  }
  return { name, columns: new Set([...own, ...ofWindow, ...ofMatch]), views: [view] }
}

const exprsOf = ({ fields, when }: ResolvedOutput): readonly Expr[] => [
  ...fields.map(({ node }) => node.expr),
  ...(when === undefined ? [] : [when.expr]),
]

type Computed = Extract<RefExpr, { readonly of: 'value' | 'score' }>

/** The named values and parts of the score that outputs name and that are no column yet, each once. Constants are no columns. */
function computedRefs(job: FlinkJob, exprs: readonly Expr[], columns: ReadonlySet<string>): readonly Computed[] {
  const found = new Map<string, Computed>()
  for (const expr of exprs) {
    for (const ref of refsIn(expr)) {
      if ((ref.of !== 'value' && ref.of !== 'score') || columns.has(columnOf(ref))) continue
      if (opened(job, ref)!.expr.op !== 'literal') found.set(columnOf(ref), ref)
    }
  }
  return [...found.values()]
}
