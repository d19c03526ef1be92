import { DqError } from '../../../kernel/errors.ts'
import type { ResolvedInput, TimedInput } from '../../job/resolved.ts'
import { avroColumn } from './avro-column.ts'
import { readerSchema } from './avro-reader.ts'
import { columnType } from './column-type.ts'
import { interval } from './interval.ts'
import type { FlinkJob } from './job.ts'
import type { FilesConnector, FlinkConnector, FlinkStatement, KafkaConnector } from './options.ts'
import { quoted, withOptions } from './quoted.ts'

/** An input as a table: how it is created, and how its fields and positions are said. */
export interface FlinkSource {
  readonly input: ResolvedInput
  readonly create: FlinkStatement
  /** A field of the record, in the type that expressions expect. */
  field(name: string): string
}

/** The columns besides the record's own: their names cannot be those of an Avro field. */
export const PARTITION = quoted('dq-partition')
export const OFFSET = quoted('dq-offset')
export const ROWTIME = quoted('dq-rt')

export function flinkSource(input: TimedInput, job: FlinkJob, connector: FlinkConnector): FlinkSource {
  const parts = connector.kind === 'filesystem' ? fileTable(input, connector) : kafkaTable(input, job, connector)
  const columns = [
    ...parts.columns,
    // Windows and watermarks count milliseconds; the record keeps its microseconds.
    `${ROWTIME} AS CAST(${parts.field(input.eventTime)} AS TIMESTAMP_LTZ(3))`,
    `WATERMARK FOR ${ROWTIME} AS ${ROWTIME} - ${interval(job.ir.window.outOfOrderness)}`,
  ]
  return {
    input,
    field: parts.field,
    create: {
      title: `Input "${input.alias}"`,
      sql: `CREATE TEMPORARY TABLE ${quoted(input.contract.name)} (\n  ${columns.join(',\n  ')}\n) ${withOptions(parts.options)}`,
    },
  }
}

interface Table {
  readonly columns: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly field: (name: string) => string
}

/** Event lines: the record stands in `value`, its position beside it. */
function fileTable(input: ResolvedInput, { path }: FilesConnector): Table {
  const fields = input.fields.map((name) => `${quoted(name)} ${columnType(input.types.get(name)!)}`)
  return {
    columns: [
      '`partition` INT',
      '`offset` BIGINT',
      `\`value\` ROW<\n    ${fields.join(',\n    ')}\n  >`,
      `${PARTITION} AS \`partition\``,
      `${OFFSET} AS \`offset\``,
    ],
    options: {
      connector: 'filesystem',
      path: path(input.contract.name),
      format: 'json',
      'json.timestamp-format.standard': 'ISO-8601',
    },
    field: (name) => `\`value\`.${quoted(name)}`,
  }
}

function kafkaTable(input: ResolvedInput, job: FlinkJob, connector: KafkaConnector): Table {
  const { contract } = input
  const common = {
    connector: 'kafka',
    topic: contract.name,
    'properties.bootstrap.servers': connector.bootstrapServers,
    'properties.group.id': connector.groupId,
    'scan.startup.mode': 'earliest-offset',
    'scan.watermark.idle-timeout': `${job.ir.window.idle} ms`,
  }
  const position = [
    `${PARTITION} INT METADATA FROM 'partition' VIRTUAL`,
    `${OFFSET} BIGINT METADATA FROM 'offset' VIRTUAL`,
  ]
  if (contract.settings.wireFormat === 'json') {
    return {
      columns: [...input.fields.map((name) => `${quoted(name)} ${columnType(input.types.get(name)!)}`), ...position],
      options: { ...common, 'value.format': 'json', 'value.json.timestamp-format.standard': 'ISO-8601' },
      field: quoted,
    }
  }
  if (contract.settings.wireFormat !== 'avro' || connector.registry === undefined) {
    throw new DqError(`Flink cannot read ${contract.name} (wire format ${contract.settings.wireFormat})`, {
      hint: contract.settings.wireFormat === 'avro' ? 'give the URL of the schema registry' : 'use avro or json',
    })
  }
  return {
    columns: [...contract.schema.fields.map(({ name, type }) => `${quoted(name)} ${avroColumn(type)}`), ...position],
    options: {
      ...common,
      'value.format': 'avro-confluent',
      'value.avro-confluent.url': connector.registry,
      'value.avro-confluent.schema': readerSchema(contract.schema),
    },
    field: (name) => avroField(input, name),
  }
}

/** Timestamps are integers on the wire (see `avroColumn`). */
function avroField({ contract, types }: ResolvedInput, name: string): string {
  const { kind } = types.get(name)!
  if (kind === 'time') {
    throw new DqError(`${contract.name}.${name}: Flink reads no time of day from Avro`, { hint: 'use a timestamp' })
  }
  if (kind !== 'timestamp') return quoted(name)
  const schema = contract.schema.fields.find((field) => field.name === name)!.type
  const branches = schema.kind === 'union' ? schema.branches : [schema]
  const millis = branches.some(({ logical }) => logical?.name === 'timestamp-millis')
  const instant = `TO_TIMESTAMP_LTZ(${quoted(name)}, ${millis ? 3 : 6})`
  return millis ? `CAST(${instant} AS TIMESTAMP_LTZ(6))` : instant
}
