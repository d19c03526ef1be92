import type { Aggregate, Expr } from '../expr/ir.ts'
import { fieldsOf } from './references.ts'
import type { ResolvedAggregate, ResolvedJob, ResolvedOutput } from './resolved.ts'

/**
 * How an input field matters to an output field.
 * value: it flows into the field; condition: it decides among values (case, if, a rule); filter: it decides whether a
 * record counts or an output is written; key: it decides which records meet; time: it decides the window and lateness;
 * dedupe: it decides what is a duplicate.
 */
export type EdgeKind = 'value' | 'condition' | 'filter' | 'key' | 'time' | 'dedupe'

/** `to.field` is `*` where the whole record depends on it: whether and when it is written. */
export interface LineageEdge {
  readonly from: { readonly contract: string; readonly field: string }
  readonly to: { readonly contract: string; readonly field: string; readonly output: string }
  readonly kind: EdgeKind
}

/** All edges of a job, each once, in the order of its outputs. */
export function lineageOf(job: ResolvedJob): readonly LineageEdge[] {
  const edges = new Map<string, LineageEdge>()
  const contractOf = new Map(job.inputs.map((input) => [input.alias, input.contract.name]))
  const add = (output: ResolvedOutput, field: string, alias: string, name: string, kind: EdgeKind): void => {
    const edge: LineageEdge = {
      from: { contract: contractOf.get(alias)!, field: name },
      to: { contract: output.contract.name, field, output: output.name },
      kind,
    }
    edges.set(JSON.stringify(edge), edge)
  }

  for (const output of job.outputs) {
    const walker = walk(job, (alias, name, kind, field) => add(output, field, alias, name, kind))
    for (const { name, node } of output.fields) walker.expr(node.expr, 'value', name)
    if (output.when !== undefined) walker.expr(output.when.expr, 'filter', '*')
    if (output.version !== undefined) walker.expr(output.version.expr, 'value', '*')
    for (const input of job.inputs) {
      add(output, '*', input.alias, job.ir.keyBy, 'key')
      add(output, '*', input.alias, input.eventTime, 'time')
      if (input.eventId !== undefined) add(output, '*', input.alias, input.eventId, 'dedupe')
    }
  }
  return [...edges.values()]
}

type Seen = (alias: string, field: string, kind: EdgeKind, outputField: string) => void

function walk(job: ResolvedJob, seen: Seen): { expr(expr: Expr, kind: EdgeKind, field: string): void } {
  const aggregate = (resolved: ResolvedAggregate | undefined, kind: EdgeKind, field: string): void => {
    if (resolved === undefined) return
    const { input, where } = resolved.aggregate
    for (const name of fieldsOf(withoutWhere(resolved.aggregate))) seen(input, name, kind, field)
    if (where !== undefined)
      for (const name of fieldsOf({ aggregate: 'count', input, where })) seen(input, name, 'filter', field)
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
        return expr(job.score![node.name].expr, kind, field)
      case 'window':
        if (node.name === 'key') for (const input of job.inputs) seen(input.alias, job.ir.keyBy, kind, field)
        else for (const input of job.inputs) seen(input.alias, input.eventTime, 'time', field)
    }
  }
  return { expr }
}

const withoutWhere = ({ where: _, ...rest }: Aggregate): Aggregate => rest

/** The arguments of `caseWhen` that choose rather than flow: condition, value, condition, value, …, else. */
const isCondition = (op: string, index: number, count: number): boolean =>
  op === 'caseWhen' && index % 2 === 0 && index < count - 1
