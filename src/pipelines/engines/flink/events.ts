import { sqlString } from '../../expr/sql/quote.ts'
import { sqlType } from '../../expr/sql/types.ts'
import type { ResolvedInput } from '../../job/resolved.ts'
import { columnType } from './column-type.ts'
import { interval } from './interval.ts'
import type { FlinkJob } from './job.ts'
import type { FlinkStatement } from './options.ts'
import { quoted } from './quoted.ts'
import { type FlinkSource, OFFSET, PARTITION, ROWTIME } from './source.ts'

/** All inputs under one another, each with its own columns: one windowed aggregate over them is faster than a join of several. */
export function eventsView(job: FlinkJob, sources: readonly FlinkSource[]): FlinkStatement {
  const selects = sources.map((source) => {
    const own = source.input
    const columns = [
      `${sqlString(own.alias)} AS \`input\``,
      `${PARTITION} AS \`partition\``,
      `${OFFSET} AS \`offset\``,
      `${ROWTIME} AS \`rt\``,
      `${source.field(job.ir.keyBy)} AS \`key\``,
      `${eventId(source)} AS \`event_id\``,
      ...(job.match === undefined ? [] : [`${matchBy(source, job)} AS \`match_by\``]),
      ...sources.flatMap(({ input }) =>
        input.fields.map((name) => {
          const text = input === own ? source.field(name) : `CAST(NULL AS ${columnType(input.types.get(name)!)})`
          return `${text} AS ${quoted(`${input.alias}.${name}`)}`
        }),
      ),
    ]
    return `SELECT\n  ${columns.join(',\n  ')}\nFROM ${quoted(own.contract.name)}`
  })
  return {
    title: 'All inputs in one relation; the columns of the other inputs are null',
    sql: `CREATE TEMPORARY VIEW \`dq.events\` AS\n${selects.join('\nUNION ALL\n')}`,
  }
}

/** Events without an id are never duplicates: their position is their id. */
function eventId(source: FlinkSource): string {
  const { eventId: name, types } = source.input
  if (name === undefined) return `CAST(${PARTITION} AS STRING) || ':' || CAST(${OFFSET} AS STRING)`
  return types.get(name)!.kind === 'string' ? source.field(name) : `CAST(${source.field(name)} AS STRING)`
}

function matchBy(source: FlinkSource, job: FlinkJob): string {
  const { by, inputs } = job.match!
  return inputs.includes(source.input.alias) ? source.field(by) : `CAST(NULL AS ${matchType(job.inputs, inputs, by)})`
}

const matchType = (all: readonly ResolvedInput[], inputs: readonly string[], by: string): string =>
  sqlType(all.find(({ alias }) => alias === inputs[0])!.types.get(by)!, 'flink')

/** The windows of the events, without duplicates: the first by position stays, which within a key is the first to arrive. */
export function recordsView(job: FlinkJob): FlinkStatement {
  return {
    title: 'Windows, without duplicates: of the copies of an event in a window the first to arrive stays',
    sql: `CREATE TEMPORARY VIEW \`dq.records\` AS
SELECT * FROM (
  SELECT *, ROW_NUMBER() OVER (
    PARTITION BY \`window_start\`, \`window_end\`, \`input\`, \`key\`, \`event_id\`
    ORDER BY \`partition\`, \`offset\`
  ) AS \`copy\`
  FROM TABLE(TUMBLE(TABLE \`dq.events\`, DESCRIPTOR(\`rt\`), ${interval(job.ir.window.size)}))
) WHERE \`copy\` = 1`,
  }
}
