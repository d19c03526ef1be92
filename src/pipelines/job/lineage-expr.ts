import type { Expr } from '../expr/ir.ts'
import type { EdgeKind, Seen } from './lineage.ts'
import type { ExprJob, ResolvedAggregate, ResolvedOutput } from './resolved.ts'

/** The fields that an output's expressions come down to; answers with the inputs whose records have a part in it. */
export function exprLineage(job: ExprJob, output: ResolvedOutput, seen: Seen): ReadonlySet<string> {
  const { perRecord } = output.output
  // Once for a window or for each record: any record of any input makes one.
  const involved = new Set(perRecord === undefined ? job.inputs.map(({ alias }) => alias) : [perRecord])
  const expr = walk(job, perRecord, seen, involved)
  for (const { name, node } of output.fields) expr(node.expr, 'value', name)
  if (output.when !== undefined) expr(output.when.expr, 'filter', '*')
  if (output.version !== undefined) expr(output.version.expr, 'value', '*')
  return involved
}

function walk(
  job: ExprJob,
  perRecord: string | undefined,
  seen: Seen,
  involved: Set<string>,
): (expr: Expr, kind: EdgeKind, field: string) => void {
  const aggregate = (resolved: ResolvedAggregate | undefined, kind: EdgeKind, field: string): void => {
    if (resolved === undefined) return
    const { input, arg, where } = resolved.aggregate
    involved.add(input)
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
        // All records of a window share its key and its bounds: those of the record at hand decide.
        return node.name === 'key' ? keys(own, kind, field) : times(own, 'time', field)
      case 'state':
        // A revision counts records, whatever is in them: no field flows into it.
        if (node.name === 'revision') for (const alias of all) involved.add(alias)
        if (node.name === 'key') keys(own, kind, field)
        else if (node.name === 'time') times(own, kind, field)
    }
  }
  return expr
}

/** The arguments of `caseWhen` that choose rather than flow: condition, value, condition, value, …, else. */
const isCondition = (op: string, index: number, count: number): boolean =>
  op === 'caseWhen' && index % 2 === 0 && index < count - 1
