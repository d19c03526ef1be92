import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { contractShape } from '../../../src/contracts/codec/shape-of.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { longMembers, readJson } from '../../../src/contracts/wire/json-value.ts'
import { changedAt, dayOf, fields, ingest, op, position } from '../../../src/pipelines/ingest/columns.ts'
import { judgeOf, type Verdict } from '../../../src/pipelines/ingest/judge.ts'
import { REJECTED_TYPES } from '../../../src/pipelines/ingest/rejected.ts'
import { resolveIngest } from '../../../src/pipelines/ingest/resolve.ts'
import * as avro from '../../contracts/codec/schemas.ts'

const { STRING, LONG, TIMESTAMP, DATE, nullable, field } = avro
const INT = avro.primitive('int')
const BYTES = avro.primitive('bytes')

/** A contract, as far as ingest looks at it. */
function contract(name: string, kind: Contract['kind'], ...of: ReturnType<typeof field>[]): Contract {
  const { schema, fields } = avro.contract(avro.record(name.replaceAll('.', '_'), ...of))
  return {
    ...({} as Contract),
    name,
    kind,
    schema,
    fields,
    settings: { ...({} as Contract['settings']), wireFormat: 'json' },
  }
}

const standing = [
  field('kafka_topic', STRING),
  field('kafka_partition', INT),
  field('kafka_offset', LONG),
  field('kafka_timestamp', TIMESTAMP),
]
const source = avro.record(
  'Source',
  field('ts_ms', LONG),
  field('ts_us', nullable(LONG)),
  field('snapshot', nullable(STRING)),
)
const change = (name: string, row: Readonly<Record<string, AvroSchema>>): Contract => {
  const value = avro.record('Value', ...Object.entries(row).map(([column, type]) => field(column, type)))
  return contract(
    name,
    'topic',
    field('before', nullable(value)),
    field('after', nullable(value)),
    field('source', source),
    field('op', STRING),
  )
}
const rowColumns = (row: Readonly<Record<string, AvroSchema>>) =>
  Object.entries(row).map(([column, type]) => field(column, type))
const AVRO_OF = { string: STRING, int: INT, int53: LONG, date: DATE, timestamp: TIMESTAMP, bytes: BYTES } as const
const quarantine = contract(
  'bronze.quarantine',
  'table',
  ...Object.entries(REJECTED_TYPES).map(([name, { kind, nullable: isNullable }]) => {
    const type = AVRO_OF[kind as keyof typeof AVRO_OF]
    return field(name, isNullable ? nullable(type) : type)
  }),
)

/** Judges change events of a table with these columns. */
function judge(row: Readonly<Record<string, AvroSchema>>): (message: string) => Verdict {
  const topic = change('db.t', row)
  const table = contract(
    'bronze.t',
    'table',
    field('event_date', DATE),
    ...rowColumns(row),
    field('op', STRING),
    field('source_ts', TIMESTAMP),
    ...standing,
  )
  const columns = {
    event_date: dayOf(changedAt),
    ...fields(...Object.keys(row)),
    op,
    source_ts: changedAt,
    ...position,
  }
  const { ir } = ingest({
    name: 'j',
    routes: { 'db.t': { to: 'bronze.t', from: 'change', columns } },
    rejected: 'bronze.quarantine',
  })
  const job = resolveIngest(ir, new Map([topic, table, quarantine].map((one) => [one.name, one])))
  const of = judgeOf(job.routes[0]!, (event) => new TextEncoder().encode(event.text))
  const longs = longMembers(contractShape(topic))
  return (text) => {
    const value = text === '' ? null : readJson(text, longs)
    return of({ topic: 'db.t', partition: 0, offset: 7, arrival: 1000, key: null, value, text: '' })
  }
}

const CUSTOMER = { id: INT, first_name: STRING, last_name: STRING, email: STRING }
const PRODUCT = { id: INT, name: STRING, description: STRING, weight: avro.primitive('double') }
const shapes = new URL('../../fixtures/debezium/', import.meta.url)
const inFile = (name: string): readonly string[] =>
  readFileSync(new URL(name, shapes), 'utf8')
    .split('\n')
    .filter((line) => line !== '')

const short = (verdict: Verdict): string =>
  verdict.kind === 'row'
    ? `row ${JSON.parse(verdict.text).op}`
    : verdict.kind === 'control'
      ? verdict.control
      : `${verdict.reason} ${verdict.path}`.trimEnd()

// biome-ignore format: one row a case
const messages: [what: string, file: string, row: Readonly<Record<string, AvroSchema>>, verdicts: string[]][] = [
  ['a change as older versions sent it',                       'update.jsonl',            CUSTOMER, ['row u']],
  ['the same with its schema part',                            'with-schema.jsonl',       CUSTOMER, ['row c']],
  ['a schema part that says nothing',                          'empty-schema.jsonl',      CUSTOMER, ['row u', 'row d']],
  ['a schema part that is null',                               'null-schema.jsonl',       CUSTOMER, ['row c']],
  ['a column that the contract does not know',                 'unknown-column.jsonl',    CUSTOMER, ['drift /after/middle_name']],
  ['a row without its change event',                           'unwrapped.jsonl',         CUSTOMER, ['schema']],
  ['rows read by a snapshot, first to last, and incremental',  'snapshot.jsonl',          CUSTOMER, ['row r', 'row r', 'row r', 'row r']],
  ['Postgres: the row before is its key alone',                'key-before.jsonl',        CUSTOMER, ['row u', 'unavailable /before']],
  ['a table that was emptied, on MySQL and on Postgres',       'truncate.jsonl',          CUSTOMER, ['truncate /op', 'truncate /op']],
  ['a message in the log of Postgres',                         'message.jsonl',           CUSTOMER, ['message']],
  ['a heartbeat, with and without more than milliseconds',     'heartbeat.jsonl',         CUSTOMER, ['heartbeat', 'heartbeat', 'heartbeat']],
  ['a transaction begins and ends',                            'transaction.jsonl',       CUSTOMER, ['transaction', 'transaction']],
  ['a change that knows its transaction',                      'in-transaction.jsonl',    CUSTOMER, ['row c']],
  ['a table is altered',                                       'schema-change.jsonl',     CUSTOMER, ['schema-change']],
  ['a tombstone with its schema part',                         'tombstone.jsonl',         CUSTOMER, ['tombstone']],
  ['an insert without its row',                                'no-row.jsonl',            CUSTOMER, ['schema /after']],
  ['another column, another type, a column that is gone',      'drifted.jsonl',           PRODUCT,  ['row c', 'drift /after/address', 'drift /after/weight', 'drift /after/description']],
  ['a value that was too large to be sent',                    'toast.jsonl',             PRODUCT,  ['unavailable /after/description']],
]

test.for(messages)('%s', ([, file, row, verdicts]) => {
  expect(inFile(file).map(judge(row)).map(short)).toEqual(verdicts)
})

test('every recorded shape has its row above', () => {
  const named = messages.map(([, file]) => file).sort()
  expect(
    readdirSync(shapes)
      .filter((name) => name.endsWith('.jsonl'))
      .sort(),
  ).toEqual([...new Set(named)])
})

test('a null is a tombstone, and what is no JSON object is drift', () => {
  expect(short(judge(CUSTOMER)(''))).toBe('tombstone')
  expect(short(judge(CUSTOMER)('[1]'))).toBe('drift')
})

test('a row has what the change says: the row after, or before a delete; operation, time and place', () => {
  const [update, gone] = inFile('empty-schema.jsonl').map(judge(CUSTOMER))
  expect(update?.kind === 'row' && JSON.parse(update.text)).toEqual({
    event_date: '2016-06-10',
    id: 1004,
    first_name: 'Anne Marie',
    last_name: 'Kretchmar',
    email: 'annek@noanswer.org',
    op: 'u',
    // 1465581029100 ms
    source_ts: '2016-06-10T17:50:29.100000Z',
    kafka_topic: 'db.t',
    kafka_partition: 0,
    kafka_offset: 7,
    kafka_timestamp: '1970-01-01T00:00:01.000000Z',
  })
  expect(gone?.kind === 'row' && JSON.parse(gone.text)).toMatchObject({ op: 'd', first_name: 'Anne Marie' })
})

test('a change event that does not say when the change was made is refused with the job', () => {
  const value = avro.record('Value', field('id', STRING))
  const timeless = contract(
    'db.timeless',
    'topic',
    field('before', nullable(value)),
    field('after', nullable(value)),
    field('source', avro.record('Source', field('snapshot', nullable(STRING)))),
    field('op', STRING),
  )
  const table = contract('bronze.timeless', 'table', field('id', STRING), field('source_ts', TIMESTAMP))
  const { ir } = ingest({
    name: 'timeless',
    routes: {
      'db.timeless': { to: 'bronze.timeless', from: 'change', columns: { ...fields('id'), source_ts: changedAt } },
    },
    rejected: 'bronze.quarantine',
  })
  const contracts = new Map([timeless, table, quarantine].map((one) => [one.name, one]))
  expect(() => resolveIngest(ir, contracts)).toThrow('it is no change event: it needs')
})
