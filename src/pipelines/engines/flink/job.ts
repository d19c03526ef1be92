import { DqError } from '../../../kernel/errors.ts'
import type { ResolvedJob, RuleScore, WindowedJob } from '../../job/resolved.ts'

/** A job that Flink SQL can say. */
export type FlinkJob = WindowedJob & { readonly score?: RuleScore }

/** @throws DqError that names what of the job only the embedded engine knows. */
export function flinkJob(job: ResolvedJob): FlinkJob {
  const { name } = job.ir
  const embedded = 'dq run plays it in this process'
  if (job.kind === 'step')
    throw new DqError(`job ${name} is a TypeScript step, which Flink cannot run`, { hint: embedded })
  if (job.kind !== 'windowed')
    throw new DqError(`job ${name} is of kind ${job.kind}: it is not printed as Flink SQL, only windowed jobs are`, {
      hint: embedded,
    })
  const { score } = job
  if (score?.kind === 'custom')
    throw new DqError(`job ${name} scores with the TypeScript function "${score.ir.name}", which Flink cannot run`, {
      hint: `${embedded}; for Flink, write the score as rules('…yaml')`,
    })
  return job as FlinkJob
}
