import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { LoadedIngest } from '../../src/cli/ingest/load-ingest.ts'
import { replayRejected } from '../../src/cli/ingest/replay.ts'
import { ingestFiles } from '../../src/cli/ingest/run-files.ts'
import type { AvroRecord, AvroSchema } from '../../src/contracts/avro/schema.ts'
import { resolveIngest } from '../../src/pipelines/ingest/resolve.ts'
import { ITEMS, itemLines, text } from './changes.ts'
import { bronzeIngest, query, settingsIn } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The job after the contract of the items has learned of a coupon. */
function mended({ job, contracts, ...rest }: LoadedIngest): LoadedIngest {
  const topic = contracts.get(ITEMS)!
  const coupon = {
    ...topic.schema.fields[0]!,
    name: 'coupon',
    type: { kind: 'union', branches: [NULL, STRING], props: {} },
  } as const
  const withCoupon = (row: AvroRecord): AvroRecord => ({ ...row, fields: [...row.fields, coupon] })
  let row: AvroRecord | undefined
  const inType = (type: AvroSchema): AvroSchema => {
    if (type.kind === 'union') return { ...type, branches: type.branches.map(inType) as never }
    if (type.kind !== 'record' || type.name !== 'Value') return type
    row ??= withCoupon(type)
    return row
  }
  const schema = {
    ...topic.schema,
    fields: topic.schema.fields.map((field) =>
      field.name === 'before' || field.name === 'after' ? { ...field, type: inType(field.type) } : field,
    ),
  }
  const now = new Map(contracts).set(ITEMS, { ...topic, schema })
  return { ...rest, contracts: now, job: resolveIngest(job.ir, now) }
}
const NULL = { kind: 'null', props: {} } as const
const STRING = { kind: 'string', props: {} } as const

test('records that were kept back become rows when the contract has been mended: once, and the others stay', {
  timeout: 60_000,
}, async () => {
  const settings = settingsIn(folder)
  const loaded = await bronzeIngest(settings)
  const path = join(folder, 'items.jsonl')
  // Of 80 records two have a column too many, two an item number of 0, two say that the table was emptied.
  writeFileSync(path, text(itemLines(80)))
  await ingestFiles(loaded, settings, { input: [{ topic: ITEMS, path }] })
  const [before] = (await replayRejected(loaded, settings, {})).routes
  expect(before?.counts).toEqual({
    tried: 6,
    rows: 0,
    still: new Map([
      ['drift', 2],
      ['output', 2],
      ['truncate', 2],
    ]),
  })

  const [after] = (await replayRejected(mended(loaded), settings, {})).routes
  expect(after?.counts).toEqual({
    tried: 6,
    rows: 2,
    still: new Map([
      ['output', 2],
      ['truncate', 2],
    ]),
  })
  const [again] = (await replayRejected(mended(loaded), settings, {})).routes
  expect(again?.counts).toMatchObject({ tried: 4, rows: 0 })

  const [sums] = await query(
    settings,
    ['bronze.order_items', 'bronze.quarantine'],
    `SELECT (SELECT count(*) FROM bronze_order_items)::INTEGER AS rows,
      (SELECT list(kafka_offset::INTEGER ORDER BY kafka_offset) FROM bronze_order_items WHERE kafka_offset % 40 = 19) AS late,
      (SELECT list(reason ORDER BY kafka_offset) FROM bronze_quarantine) AS left_there`,
  )
  expect(sums).toEqual({ rows: 74, late: [19, 59], left_there: ['output', 'truncate', 'output', 'truncate'] })
  // The position has not gone back.
  const { routes } = await ingestFiles(loaded, settings, { input: [{ topic: ITEMS, path }] })
  expect(routes[0]?.counts).toMatchObject({ in: 80, duplicates: 80 })
})
