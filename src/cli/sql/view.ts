import { contractTypes } from '../../contracts/codec/value-type.ts'
import { DqError } from '../../kernel/errors.ts'
import { batchJob } from '../../pipelines/batch/batch-job.ts'
import { analyseSql } from '../../pipelines/sql/analyse/analyse.ts'
import { parseSql } from '../../pipelines/sql/parse/parse.ts'
import type { SqlDialectName } from '../../pipelines/sql/print/dialect.ts'
import { printSqlQuery } from '../../pipelines/sql/print/print.ts'
import type { Settings } from '../config.ts'
import { tableContract } from '../lake/table-contracts.ts'
import { setValues, sqlJobNamed } from './plan.ts'

export interface ViewWish {
  /** `gold.segments`, with the engine's catalog before it where it needs one. */
  readonly name: string
  /** The engine's catalog that the tables lie in. */
  readonly catalog?: string | undefined
  readonly set?: readonly string[] | undefined
}

/**
 * CREATE VIEW in an engine's own words. With a value for each parameter it asks the job's query itself, from the tables that the job
 * reads; without any it shows the newest day that the job has made.
 */
export async function viewStatement(
  settings: Settings,
  job: string,
  dialect: SqlDialectName,
  { name, catalog, set = [] }: ViewWish,
): Promise<string> {
  const read = await sqlJobNamed(settings, job)
  const table = (contract: string) => [...(catalog === undefined ? [] : [catalog]), ...contract.split('.')]
  const quoted = name.split('.').map((part) => (dialect === 'spark' ? `\`${part}\`` : `"${part}"`))
  const head = `CREATE OR REPLACE VIEW ${quoted.join('.')} AS`
  if (set.length > 0 || read.job.parameters.size === 0) {
    const values = setValues(read.job, set)
    const missing = [...read.job.parameters.keys()].filter((parameter) => !values.has(parameter))
    if (missing.length > 0)
      throw new DqError(`a view takes no parameters, and ${missing.join(', ')} has no value`, {
        hint: `write --set ${missing[0]}=2017-10-02`,
      })
    return `${head}\n${printSqlQuery(read.analysis, dialect, { values, parameters: read.job.parameters, table })}`
  }
  const { contract } = await tableContract(settings, read.job.output.contract)
  const { date } = batchJob(read, await tableContract(settings, contract.name))
  const columns = contract.fields.map((field) => `t.${field.name}`).join(', ')
  const newest = `(SELECT MAX(m.${date?.column}) FROM ${contract.name} AS m)`
  const source = {
    file: `${job} as a view`,
    text: `SELECT ${columns} FROM ${contract.name} AS t WHERE t.${date?.column} = ${newest}`,
  }
  const tables = new Map([[contract.name, contractTypes(contract)]])
  const analysis = analyseSql(parseSql(source), source, { tables, parameters: new Map() })
  return `${head}\n${printSqlQuery(analysis, dialect, { table })}`
}
