import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere } from '../cli/dq.ts'
import { createCatalog, restBranch, type Trino, trinoAt } from './lake/trino.ts'
import { startNessieRest } from './nessie-rest.ts'
import { useServer } from './server.ts'

/*
 * Gold on Nessie and an object store, made by dq; its views made and asked in Trino, through Nessie's Iceberg REST endpoint: the Nessie
 * catalog of Trino has no views.
 */
const PATIENCE_MS = 600_000
const DAY = '2017-03-24'
const root = new URL('../..', import.meta.url).pathname
const store = useServer('s3')
const trinoServer = useServer('trino')
const folder = mkdtempSync(join(tmpdir(), 'dq-gold-views-'))
let nessie: Awaited<ReturnType<typeof startNessieRest>>
let trino: Trino

const dq = async (...args: string[]): Promise<string> => {
  const env = { DQ_ENV: 'lake', STORE_KEY: store.endpoint('accessKey'), STORE_SECRET: store.endpoint('secretKey') }
  const { output, exitCode } = await runHere(args, {
    cwd: folder,
    env: { ...env, DQ_AUTHOR: 'Ana <ana@shop.example>' },
  })
  expect(exitCode, output).toBe(0)
  return output
}

beforeAll(async () => {
  const [url, bucket] = [store.endpoint('url'), store.endpoint('bucket')]
  const [accessKey, secretKey] = [store.endpoint('accessKey'), store.endpoint('secretKey')]
  nessie = await startNessieRest({ url, bucket, accessKey, secretKey })
  for (const path of ['contracts', 'jobs', 'expectations'])
    cpSync(join(root, path), join(folder, path), { recursive: true })
  // biome-ignore lint/suspicious/noTemplateCurlyInString: references of dq.yaml
  const s3 = { endpoint: url, accessKey: '${env:STORE_KEY}', secretKey: '${env:STORE_SECRET}' }
  const lake = { nessie: { url: nessie.url }, lake: { warehouse: `s3://${bucket}/wh/`, s3 } }
  writeFileSync(join(folder, 'dq.yaml'), JSON.stringify({ version: 1, environments: { lake } }))
  await dq('table', 'apply', 'silver.finance_ledger')
  await dq('table', 'append', 'silver.finance_ledger', join(root, 'test/quality/olist/silver.finance_ledger.csv'))
  await dq('table', 'apply', 'bronze.shipments')
  await dq('run', 'gold-marketing-segments', '--date', DAY, '--no-suite')
  await dq('run', 'gold-support-dashboard', '--date', DAY, '--no-suite')
  trino = trinoAt(trinoServer.endpoint('url'))
  const reached = restBranch(nessie.url, 'main', {
    warehouse: 'lake',
    endpoint: url,
    key: accessKey,
    secret: secretKey,
  })
  await trino.rows(createCatalog('lake', reached))
}, PATIENCE_MS)

afterAll(async () => {
  await nessie?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The statement without its semicolon: Trino's protocol takes none. */
const plan = async (...args: string[]): Promise<string> =>
  (await dq('job', 'plan', ...args, '--engine', 'trino', '--catalog', 'lake')).trim().replace(/;$/, '')

// biome-ignore format: one row a case
const JOBS: [job: string, table: string, view: string, rows: number][] = [
  ['gold-marketing-segments', 'gold.marketing_segments', 'marketing', 3],
  ['gold-support-dashboard',  'gold.support_dashboard',  'support',   10],
]

test.for(JOBS)(
  '%s: its views in Trino answer as the table that DuckDB made',
  { timeout: PATIENCE_MS },
  async ([job, table, view, least]) => {
    const all = (name: string) => trino.rows(`SELECT * FROM lake.${name} ORDER BY 2, 3`)
    const made = await all(table)
    expect(made.length).toBeGreaterThanOrEqual(least)
    // The newest day of the table, and the query itself, asked by Trino of silver.
    await trino.rows(await plan(job, '--view', `lake.gold.${view}_now`))
    await trino.rows(await plan(job, '--view', `lake.gold.${view}_asked`, '--set', `date=${DAY}`))
    expect(await all(`gold.${view}_now`)).toEqual(made)
    expect(await all(`gold.${view}_asked`)).toEqual(made)
    const views = await trino.rows("SELECT table_name FROM lake.information_schema.views WHERE table_schema = 'gold'")
    expect(views.flat()).toEqual(expect.arrayContaining([`${view}_now`, `${view}_asked`]))
  },
)

test('dq leaves the views of others on the branch as they are', async () => {
  expect(await dq('table', 'list')).toContain('gold.marketing_segments')
  expect(await dq('branch', 'create', 'dev')).toContain('dev')
  expect(await dq('branch', 'diff', 'main', 'dev')).toContain('the same tables')
})
