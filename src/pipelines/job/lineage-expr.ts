import type { Expr } from '../expr/ir.ts'
import type { EdgeKind, Seen } from './lineage.ts'
import type { ExprJob, ResolvedAggregate, ResolvedOutput } from './resolved.ts'

/** The fields that an output's expressions come down to. */
export function exprLineage(job: ExprJob, output: ResolvedOutput, seen: Seen): void {
  const expr = walk(job, output.output.perRecord, seen)
  for (const { name, node } of output.fields) expr(node.expr, 'value', name)
  if (output.when !== undefined) expr(output.when.expr, 'filter', '*')
  if (output.version !== undefined) expr(output.version.expr, 'value', '*')
}

function walk(
  job: ExprJob,
  perRecord: string | undefined,
  seen: Seen,
): (expr: Expr, kind: EdgeKind, field: string) => void {
  const aggregate = (resolved: ResolvedAggregate | undefined, kind: EdgeKind, field: string): void => {
    if (resolved === undefined) return
    const { arg, where } = resolved.aggregate
    if (arg !== undefined) expr(arg, kind, field)
    if (where !== undefined) expr(where, 'filter', field)
  }
  const keys = (aliases: readonly string[], kind: EdgeKind, field: string): void => {
    if (job.kind === 'records') return
    for (const alias of aliases) seen(alias, job.ir.keyBy, kind, field)
  }
  const times = (aliases: readonly string[], kind: EdgeKind, field: string): void => {
    for (const { alias, eventTime } of job.inputs)
      if (eventTime !== undefined && aliases.includes(alias)) seen(alias, eventTime, kind, field)
  }
  const all = job.inputs.map(({ alias }) => alias)
  /** Whose record is at hand. */
  const own = perRecord === undefined ? all : [perRecord]

  const score = (part: 'value' | 'reasons' | 'threshold', kind: EdgeKind, field: string): void => {
    const made = job.score!
    if (made.kind === 'rules') return expr(made[part].expr, kind, field)
    if (part === 'threshold') return expr(made.threshold.expr, kind, field)
    // Nobody can look into the function: each value that it reads may decide.
    for (const { expr: read } of made.reads.values()) expr(read, kind === 'value' ? 'condition' : kind, field)
  }

  const expr = (node: Expr, kind: EdgeKind, field: string): void => {
    if (node.op === 'literal') return
    if ('args' in node) {
      for (const [index, arg] of node.args.entries())
        expr(arg, kind === 'value' && isCondition(node.op, index, node.args.length) ? 'condition' : kind, field)
      return
    }
    if (node.op !== 'ref' || !('of' in node)) return
    switch (node.of) {
      case 'field':
        return seen(node.input, node.name, kind, field)
      case 'measure':
        return aggregate(job.measures.get(node.name), kind, field)
      case 'match':
        aggregate(job.match?.measures.get(node.name), kind, field)
        for (const alias of job.match?.inputs ?? []) seen(alias, job.match!.by, 'key', field)
        return
      case 'value':
        return expr(job.values.get(node.name)!.expr, kind, field)
      case 'score':
        return score(node.name, kind, field)
      case 'window':
        return node.name === 'key' ? keys(all, kind, field) : times(all, 'time', field)
      case 'state':
        // A revision counts records: no field flows into it.
        if (node.name === 'key') keys(own, kind, field)
        else if (node.name === 'time') times(own, kind, field)
    }
  }
  return expr
}

/** The arguments of `caseWhen` that choose rather than flow: condition, value, condition, value, …, else. */
const isCondition = (op: string, index: number, count: number): boolean =>
  op === 'caseWhen' && index % 2 === 0 && index < count - 1
