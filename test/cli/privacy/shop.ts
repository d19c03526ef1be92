import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSettings } from '../../../src/cli/config.ts'
import { createReference } from '../../../src/cli/lake/branches.ts'
import { appendRows, applyTable } from '../../../src/cli/lake/write-table.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export const csv = (table: string): string => join(root, `test/quality/olist/${table}.csv`)

export const TABLES = ['bronze.orders', 'bronze.payments', 'silver.finance_ledger']

/** A repo with this one's contracts and suites, and nothing else yet. */
export function repoIn(at: string) {
  mkdirSync(at, { recursive: true })
  for (const part of ['contracts', 'expectations']) cpSync(join(root, part), join(at, part), { recursive: true })
  rmSync(join(at, 'contracts/policies'), { recursive: true, force: true })
  writeFileSync(join(at, 'dq.yaml'), 'version: 1\n')
  return { at, settings: loadSettings({}, { env: {}, cwd: () => at }) }
}

/** With real orders, payments and their ledger on two branches and a tag, and a person's events in files of a run and a recorded case. */
export async function shopIn(at: string, customer: string) {
  const one = repoIn(at)
  for (const table of TABLES) {
    await applyTable(one.settings, table, 'main')
    await appendRows(one.settings, table, [csv(table)], 'main')
  }
  await createReference(one.settings, { kind: 'branch', name: 'dev', from: 'main' })
  await createReference(one.settings, { kind: 'tag', name: 'v1', from: 'main' })
  const arrival = '2017-03-08T12:00:12.000Z'
  const event = (id: string) =>
    JSON.stringify({ topic: 'fraud.alert', partition: 0, offset: 1, arrival, key: id, value: { customer_id: id } })
  const raw = Buffer.from(`{"customer_id": "${customer}"}`).toString('base64')
  const letter = { topic: 'fraud.dead_letter', partition: 0, offset: 2, arrival, key: null, value: { raw } }
  const [runs, recorded] = [join(at, '.dq/runs/fraud-enricher/files'), join(at, 'fixtures/fraud-enricher/case/input')]
  for (const folder of [runs, recorded]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(runs, 'fraud.alert.jsonl'), `${event('somebody')}\n${event(customer)}\n`)
  writeFileSync(join(runs, 'fraud.dead_letter.jsonl'), `${JSON.stringify(letter)}\n`)
  writeFileSync(join(recorded, 'order.created.jsonl'), `${event(customer)}\n${event(`${customer}x`)}\n`)
  return one
}
