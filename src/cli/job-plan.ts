import { DqError } from '../kernel/errors.ts'
import { flinkSql } from '../pipelines/engines/flink/print.ts'
import type { SqlDialectName } from '../pipelines/sql/print/dialect.ts'
import type { Settings } from './config.ts'
import { loadJob } from './load-job.ts'
import { sqlJobNamed, sqlPlan } from './sql/plan.ts'
import { viewStatement } from './sql/view.ts'

type FlinkOptions = Parameters<typeof flinkSql>[1]

interface PlanOptions {
  readonly set?: readonly string[] | undefined
  readonly view?: string | undefined
  readonly catalog?: string | undefined
}

/** What an engine would run: statements of Flink for a streaming job, one query for a batch job. */
export async function planStatements(
  settings: Settings,
  name: string,
  engine: 'flink' | SqlDialectName,
  options: FlinkOptions & PlanOptions,
): Promise<readonly string[]> {
  const { view, catalog, set } = options
  if (view !== undefined && engine === 'flink')
    throw new DqError('views are of batch jobs', { hint: '--engine trino, spark or duckdb' })
  if (view !== undefined && engine !== 'flink')
    return [await viewStatement(settings, name, engine, { name: view, catalog, set })]
  if (engine === 'flink') return flinkSql((await loadJob(name, settings)).job, options)
  return [sqlPlan(await sqlJobNamed(settings, name), engine, set ?? [])]
}
