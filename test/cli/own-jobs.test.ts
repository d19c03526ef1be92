import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSettings } from '../../src/cli/config.ts'
import { declaredJob } from '../../src/cli/declared-job.ts'
import { loadJobs } from '../../src/cli/load-job.ts'
import { DqError } from '../../src/kernel/errors.ts'
import { repo } from '../built.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dq-jobs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Counts records of one contract by customer. */
const counting = (name: string, to = 'feature.customer') => `
import { count, job, millisOf, minutes, perWindow, seconds, tumbling } from '${join(repo, 'src/pipelines/index.ts')}'
export default job('${name}')
  .inputs({ payment: 'payment.authorized' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(({ payment }) => ({ payments: count(payment) }))
  .outputs(({ measures, window }) => ({
    features: perWindow().upsert('${to}', { customer_id: window.key, revision: millisOf(window.end),
      orders: 0, ordered_amount: 0, payments: measures.payments, paid_amount: 0, payment_methods: 0, carts: 0,
      window_start: window.start, window_end: window.end }).version(millisOf(window.end)),
  }))
`

test('a job is found by the name of its file in jobs/, before a built-in one of the same name', async () => {
  write({ 'jobs/payments.ts': counting('payments'), 'jobs/fraud-enricher.ts': counting('fraud-enricher') })
  const jobs = join(folder, 'jobs')
  expect(await declaredJob('payments', jobs)).toMatchObject({ builtIn: false, module: join(jobs, 'payments.ts') })
  expect(await declaredJob('fraud-enricher', jobs)).toMatchObject({
    builtIn: false,
    module: join(jobs, 'fraud-enricher.ts'),
  })
  expect(await declaredJob('fraud-enricher', join(folder, 'elsewhere'))).toMatchObject({ builtIn: true })
  expect(await declaredJob(join(jobs, 'payments.ts'), 'elsewhere')).toMatchObject({ builtIn: false })
})

test('built-in jobs are listed only where their contracts are', async () => {
  write({ 'dq.yaml': 'version: 1\njobs: streams\n', 'streams/payments.ts': counting('payments') })
  cpSync(join(repo, 'contracts'), join(folder, 'contracts'), { recursive: true })
  const names = async () =>
    (await loadJobs(loadSettings({}, { env: {}, cwd: () => folder }))).map(({ job }) => job.ir.name)
  expect(await names()).toEqual(expect.arrayContaining(['payments', 'fraud-enricher']))
  for (const ending of ['avsc', 'odcs.yaml']) rmSync(join(folder, `contracts/fraud/fraud.alert.${ending}`))
  expect(await names()).toContain('payments')
  expect(await names()).not.toContain('fraud-enricher')
})

// biome-ignore format: one row a case
const refused: [what: string, files: Record<string, string>, asked: string, message: string][] = [
  ['a name nobody has',                 { 'jobs/payments.ts': counting('payments') },  'payment',  'no job is called "payment" (did you mean "payments"?)'],
  ['an ingest job, nearly',             {},                                            'bronze-injest', 'no job is called "bronze-injest" (did you mean "bronze-ingest"?)'],
  ['an ingest job, among streams',      {},                                            'bronze-ingest', 'bronze-ingest is an ingest job: this is for streaming jobs'],
  ['a batch job, among streams',        { 'jobs/ledger.sql': 'SELECT 1' },             'ledger',   'ledger is a batch job: this is for streaming jobs'],
  ['declarations beside the jobs',      { 'jobs/contracts.gen.d.ts': 'export {}' },    'contracts', 'no job is called "contracts"'],
  ['a file that declares another name', { 'jobs/payments.ts': counting('refunds') },   'payments', 'the file declares the job "refunds"'],
  ['a module without a job',            { 'jobs/payments.ts': 'export const x = 1' },  'payments', 'payments.ts does not export a job'],
  ['a module with a mistake',           { 'jobs/payments.ts': 'export default nope' }, 'payments', 'the job does not load: nope is not defined'],
  ['a module that is no JavaScript',    { 'jobs/payments.js': 'export default (' },    'payments', 'the job does not load: '],
  ['two files for one job',             { 'jobs/a.ts': '', 'jobs/a.mjs': '' },         'a',        'two files for the job a: '],
]

test.for(refused)('%s: an expected failure with a hint', async ([, files, asked, message]) => {
  write(files)
  const error: unknown = await declaredJob(asked, join(folder, 'jobs')).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(DqError)
  expect((error as DqError).message).toContain(message)
  expect((error as DqError).hint).toBeDefined()
})
