import { flinkSql } from '../pipelines/engines/flink/print.ts'
import type { SqlDialectName } from '../pipelines/sql/print/dialect.ts'
import type { Settings } from './config.ts'
import { loadJob } from './load-job.ts'
import { sqlJobNamed, sqlPlan } from './sql/plan.ts'

type FlinkOptions = Parameters<typeof flinkSql>[1]

/** What an engine would run: statements of Flink for a streaming job, one query for a batch job. */
export async function planStatements(
  settings: Settings,
  name: string,
  engine: 'flink' | SqlDialectName,
  options: FlinkOptions & { readonly set?: readonly string[] | undefined },
): Promise<readonly string[]> {
  if (engine === 'flink') return flinkSql((await loadJob(name, settings)).job, options)
  return [sqlPlan(await sqlJobNamed(settings, name), engine, options.set ?? [])]
}
