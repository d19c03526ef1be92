import { contractTypes } from '../../../contracts/codec/value-type.ts'
import type { Contract } from '../../../contracts/model.ts'
import { DqError } from '../../../kernel/errors.ts'
import { printSql } from '../../expr/sql/print.ts'
import type { ResolvedOutput } from '../../job/resolved.ts'
import type { FlinkJob } from './job.ts'
import type { FlinkConnector, FlinkStatement } from './options.ts'
import { quoted, withOptions } from './quoted.ts'
import type { Relation } from './relation.ts'
import { flinkScope } from './scope.ts'
import { sinkColumn, sinkValue } from './sink-column.ts'

/** The record key of a Kafka sink: no Avro field can have this name. */
const KEY = quoted('dq-key')

/** The table that all outputs to one contract are inserted into. */
export function sinkTable(contract: Contract, outputs: readonly ResolvedOutput[], to: FlinkConnector): FlinkStatement {
  const keyed = to.kind === 'kafka' && contract.settings.key !== undefined
  const columns = [
    ...(keyed ? [`${KEY} STRING`] : []),
    ...[...contractTypes(contract)].map(
      ([name, type]) => `${quoted(name)} ${sinkColumn(type, `${contract.name}.${name}`)}`,
    ),
  ]
  return {
    title: `Output ${outputs.map(({ name }) => `"${name}"`).join(', ')}`,
    sql: `CREATE TEMPORARY TABLE ${quoted(contract.name)} (\n  ${columns.join(',\n  ')}\n) ${withOptions(sinkOptions(contract, to, keyed))}`,
  }
}

/**
 * Outputs that replace earlier ones are appended with their key, too: rows of windows only come, none is taken back, and Flink 2.3
 * refuses `upsert-kafka` for them, as it cannot see that the key of the query is the key of the table.
 */
function sinkOptions({ name }: Contract, to: FlinkConnector, keyed: boolean): Readonly<Record<string, string>> {
  if (to.kind === 'filesystem') return { connector: 'filesystem', path: to.path(name), format: 'json' }
  return {
    connector: 'kafka',
    topic: name,
    'properties.bootstrap.servers': to.bootstrapServers,
    ...(keyed ? { 'key.format': 'raw', 'key.fields': 'dq-key' } : {}),
    'value.format': 'json',
    ...(keyed ? { 'value.fields-include': 'EXCEPT_KEY' } : {}),
  }
}

/** The statement that computes one output. */
export function insert(job: FlinkJob, made: ResolvedOutput, from: Relation, to: FlinkConnector): string {
  const scope = flinkScope(job, from.columns)
  const { contract, output, when } = made
  const key = contract.settings.key
  const fields = new Map(made.fields.map((field) => [field.name, field]))
  const sqlOf = (name: string): string => printSql(fields.get(name)!.node.expr, 'flink', scope)
  checkDefaults(made)
  const columns = [
    ...(to.kind === 'kafka' && key !== undefined ? [`CAST(${sqlOf(key)} AS STRING) AS ${KEY}`] : []),
    ...[...contractTypes(contract)].map(([name, target]) => {
      const type = fields.get(name)?.node.type ?? ({ kind: 'null', nullable: true } as const)
      const text = fields.has(name) ? sqlOf(name) : 'NULL'
      return `${sinkValue({ text, type }, target)} AS ${quoted(name)}`
    }),
  ]
  const filter = when === undefined ? '' : `\nWHERE ${printSql(when.expr, 'flink', scope)}`
  return `-- Output "${made.name}": ${output.perRecord === undefined ? 'once a window' : `for each record of "${output.perRecord}"`}
INSERT INTO ${quoted(contract.name)}
SELECT
  ${columns.join(',\n  ')}
FROM ${quoted(from.name)}${filter}`
}

/** A field that the job leaves out gets the contract's default from our encoder; here only null can stand for it. */
function checkDefaults({ name, contract, fields }: ResolvedOutput): void {
  const given = new Set(fields.map((field) => field.name))
  const missing = contract.schema.fields.find((field) => !given.has(field.name) && field.default !== null)
  if (missing === undefined) return
  throw new DqError(`output "${name}": Flink does not know the default of ${contract.name}.${missing.name}`, {
    hint: 'give the field in the job',
  })
}
