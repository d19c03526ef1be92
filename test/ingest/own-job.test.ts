import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadIngest, loadIngests } from '../../src/cli/ingest/load-ingest.ts'
import { loadJobs } from '../../src/cli/load-job.ts'
import { fields, position } from '../../src/pipelines/ingest/columns.ts'
import { settingsIn } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-own-ingest-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A repo whose jobs folder has one ingest job; what `ingest()` gives is plain data. */
function withJob(name: string, columns: object) {
  const jobs = join(folder, name)
  mkdirSync(jobs)
  const routes = { 'shipment.logs': { to: 'bronze.shipments', from: 'record', columns } }
  const ir = { irVersion: 1, kind: 'ingest', name, routes, rejected: 'bronze.quarantine' }
  writeFileSync(join(jobs, `${name}.ts`), `export default ${JSON.stringify({ ir })}\n`)
  return { ...settingsIn(folder), jobs }
}

const columns = {
  event_date: { kind: 'day', of: { kind: 'field', name: 'occurred_at' } },
  ...fields(
    'region',
    'event_id',
    'order_id',
    'type',
    'freight_amount',
    'currency',
    'estimated_delivery_on',
    'occurred_at',
  ),
  ...position,
}

test('an ingest job of a repo is found by its name, listed, and no job of another kind', async () => {
  const settings = withJob('scans', columns)
  expect((await loadIngest('scans', settings))?.job.routes.map(({ table }) => table.name)).toEqual(['bronze.shipments'])
  expect((await loadIngests(settings)).map(({ job, builtIn }) => [job.ir.name, builtIn])).toEqual([
    ['scans', false],
    ['bronze-ingest', true],
  ])
  expect((await loadJobs(settings)).map(({ job }) => job.ir.name)).toEqual(['fraud-enricher', 'inventory-aggregator'])
  expect(await loadIngest('fraud-enricher', settings)).toBeUndefined()
  expect(await loadIngest('nobody', settings)).toBeUndefined()
})

test('what does not fit the contracts is told before anything is read, all of it at once', async () => {
  const { region: _, ...rest }: Readonly<Record<string, object>> = columns
  const settings = withJob('wrong', {
    ...rest,
    order_id: { kind: 'field', name: 'order' },
    type: { kind: 'op' },
    currency: { kind: 'field', name: 'occurred_at' },
    freight: { kind: 'field', name: 'freight_amount' },
  })
  await expect(loadIngest('wrong', settings)).rejects.toThrow(
    [
      'job wrong does not fit the contracts:',
      '  shipment.logs → bronze.shipments: "order_id": the row has no "order"',
      '  shipment.logs → bronze.shipments: "type": only a change event has that',
      '  shipment.logs → bronze.shipments: "currency" is timestamp, but string is wanted',
      '  shipment.logs → bronze.shipments: the table has no column "freight"',
      '  shipment.logs → bronze.shipments: nothing says where "region" comes from',
    ].join('\n'),
  )
})
