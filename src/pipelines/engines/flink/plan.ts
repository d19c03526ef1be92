import type { Contract } from '../../../contracts/model.ts'
import { sqlString } from '../../expr/sql/quote.ts'
import type { ResolvedJob, ResolvedOutput } from '../../job/resolved.ts'
import { eventsView, recordsView } from './events.ts'
import { type FlinkJob, flinkJob } from './job.ts'
import { notClaimed } from './not-claimed.ts'
import type { FlinkOptions, FlinkPlan, FlinkStatement } from './options.ts'
import { type Relation, relationOf } from './relation.ts'
import { insert, sinkTable } from './sink.ts'
import { flinkSource } from './source.ts'
import { matchesView, measuresView, windowsView } from './windows.ts'

/**
 * The job as statements for one session of a Flink SQL Gateway (2.3): settings, tables, views, and a statement set that
 * computes all outputs in one run. The same job and options give the same statements.
 * @throws DqError when Flink SQL cannot say something exactly.
 */
export function flinkPlan(given: ResolvedJob, options: FlinkOptions): FlinkPlan {
  const job = flinkJob(given)
  const sources = job.inputs.map((input) => flinkSource(input, job, options.inputs))
  const matches = matchesView(job)
  const relations = new Map<string | undefined, Relation>()
  for (const { output } of job.outputs) {
    if (!relations.has(output.perRecord)) relations.set(output.perRecord, relationOf(job, output.perRecord))
  }
  const inserts = job.outputs.map((made) => insert(job, made, relations.get(made.output.perRecord)!, options.outputs))
  const statements: readonly FlinkStatement[] = [
    ...settings(job, options),
    ...sources.map(({ create }) => create),
    eventsView(job, sources),
    recordsView(job),
    measuresView(job),
    windowsView(job),
    ...(matches === undefined ? [] : [matches]),
    ...[...relations.values()].flatMap(({ views }) => views),
    ...[...byContract(job.outputs)].map(([contract, outputs]) => sinkTable(contract, outputs, options.outputs)),
    { title: 'All outputs, in one run', sql: `EXECUTE STATEMENT SET BEGIN\n${inserts.join(';\n')};\nEND` },
  ]
  return { statements, notClaimed: notClaimed(job, options) }
}

const settings = ({ ir }: FlinkJob, { mode }: FlinkOptions): readonly FlinkStatement[] =>
  [
    ['Name of the run', 'pipeline.name', ir.name],
    ['Both modes give the same rows on input that is in time', 'execution.runtime-mode', mode],
    ['Windows and texts of timestamps are UTC', 'table.local-time-zone', 'UTC'],
    ['What several outputs need is computed once', 'table.optimizer.reuse-optimize-block-with-digest-enabled', 'true'],
  ].map(([title, name, value]) => ({ title: title!, sql: `SET ${sqlString(name!)} = ${sqlString(value!)}` }))

function byContract(outputs: readonly ResolvedOutput[]): ReadonlyMap<Contract, readonly ResolvedOutput[]> {
  const groups = new Map<Contract, ResolvedOutput[]>()
  for (const output of outputs) groups.set(output.contract, [...(groups.get(output.contract) ?? []), output])
  return groups
}
