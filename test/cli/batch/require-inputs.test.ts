import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere } from '../dq.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const cwd = mkdtempSync(join(tmpdir(), 'dq-inputs-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
for (const name of ['contracts', 'jobs', 'dq.yaml']) cpSync(join(root, name), join(cwd, name), { recursive: true })
const dq = (args: string) => runHere(args.split(' '), { cwd, env: {} })

beforeAll(async () => {
  await dq('branch create dev')
  await dq('table apply bronze.orders --branch dev')
  await dq('table apply bronze.payments --branch dev')
}, 60_000)

// biome-ignore format: one row a case
const cases: [what: string, args: string, message: string, hint: string][] = [
  ['tables of bronze, all at once, with what ingests the first', 'silver-finance-ledger --branch dev', 'dev has no table bronze.order_items, bronze.shipments, which silver-finance-ledger reads', 'dq run bronze-ingest --input mysql-oltp.ecommerce.order_items=<file> --branch dev fills bronze.order_items; dq table apply bronze.order_items --branch dev makes it without rows'],
  ['tables of another batch job, with that job',                 'gold-marketing-segments --branch dev', 'dev has no table silver.finance_ledger, which gold-marketing-segments reads', 'dq run silver-finance-ledger --branch dev makes silver.finance_ledger; dq table apply silver.finance_ledger --branch dev makes it without rows'],
  ['tables that another branch has',                             'silver-finance-ledger',              'main has no table bronze.orders', 'dev has it: name that branch'],
  ['a branch that is not there',                                 'silver-finance-ledger --branch dve', 'the catalog has no branch or tag "dve"', 'did you mean dev?'],
]

test.for(cases)('a batch job names what it reads and has not: %s', async ([, args, message, hint]) => {
  const { output, exitCode } = await dq(`run ${args} --date 2017-03-08`)
  expect(output.trim()).toBe(`error: ${message}\n  hint: ${hint}`)
  expect(exitCode).toBe(2)
})
