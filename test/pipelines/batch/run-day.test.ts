import { afterEach, beforeEach, expect, test } from 'vitest'
import { inputTables } from '../../../src/pipelines/batch/inputs.ts'
import { historyOf, rowsOf } from './rows.ts'
import { JOBS, jobOf, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeEach(async () => {
  shop = await openShop()
  await shop.append(
    'bronze.sales',
    "(DATE '2026-03-01', 'a', 1.10), (DATE '2026-03-01', 'a', 2.20), (DATE '2026-03-02', 'b', 5.00)",
  )
})
afterEach(() => shop.close())

test('a day is made from its rows, and says in its snapshot what it was made from', async () => {
  const made = await shop.run('silver-totals', '2026-03-01')
  // Of the sales one file is of that day; there are no notes.
  expect(made).toMatchObject({ kind: 'made', rows: 1n, before: 0n, files: { read: 1, all: 2 } })
  expect(await rowsOf(shop, 'silver.totals')).toEqual(['2026-03-01 a 3.30 0'])
  const { summary } = await historyOf(shop, 'silver.totals')
  expect(summary).toMatchObject({ 'dq.job': 'silver-totals', 'dq.date': '2026-03-01' })
  expect(Object.keys(JSON.parse(summary['dq.inputs'] ?? ''))).toEqual(['bronze.sales', 'bronze.notes'])
})

test('a second run of unchanged inputs does nothing; other days of an input are none of its business', async () => {
  await shop.run('silver-totals', '2026-03-01')
  await shop.append('bronze.sales', "(DATE '2026-03-03', 'c', 1.00)")
  expect(await shop.run('silver-totals', '2026-03-01')).toMatchObject({ kind: 'known' })
  expect((await historyOf(shop, 'silver.totals')).snapshots).toBe(1)
})

test('other inputs that give the same rows, and --force, leave the files as they are', async () => {
  await shop.run('silver-totals', '2026-03-01')
  await shop.append('bronze.notes', "(DATE '2026-03-01', 'b', 'of another order')")
  for (const force of [false, true]) {
    expect(await shop.run('silver-totals', '2026-03-01', { force })).toMatchObject({ kind: 'equal', rows: 1n })
    const { summary } = await historyOf(shop, 'silver.totals')
    expect([summary['added-data-files'], summary['total-data-files']]).toEqual([undefined, '1'])
  }
  expect(await shop.run('silver-totals', '2026-03-01')).toMatchObject({ kind: 'known' })
})

test('a day is replaced, and the others stay', async () => {
  await shop.run('silver-totals', '2026-03-01')
  await shop.run('silver-totals', '2026-03-02')
  await shop.append('bronze.sales', "(DATE '2026-03-01', 'a', 0.01), (DATE '2026-03-01', 'd', 7.00)")
  expect(await shop.run('silver-totals', '2026-03-01')).toMatchObject({ kind: 'made', rows: 2n, before: 1n })
  expect(await rowsOf(shop, 'silver.totals')).toEqual([
    '2026-03-01 a 3.31 0',
    '2026-03-01 d 7.00 0',
    '2026-03-02 b 5.00 0',
  ])
})

test('a day that has no rows any more is empty afterwards', async () => {
  await shop.run('silver-totals', '2026-03-01')
  const none = jobOf(
    'silver-totals',
    JOBS['silver-totals'].replace('s.day = :date', "s.day = :date AND s.order_id = 'z'"),
  )
  expect(await shop.run(none, '2026-03-01')).toMatchObject({ kind: 'made', rows: 0n, before: 1n })
  expect(await rowsOf(shop, 'silver.totals')).toEqual([])
  // It is known that there is nothing.
  expect(await shop.run(none, '2026-03-01')).toMatchObject({ kind: 'known' })
})

const totals = (select: string, more = '') => `-- @output silver.totals
-- @parameter date date
SELECT ${select} FROM bronze.sales AS s WHERE s.day = :date ${more}`

// biome-ignore format: one row a case
const refused: [what: string, sql: string, message: string][] = [
  ['a bound',           totals('s.day, s.order_id, CAST(-s.amount AS decimal(12, 2)) AS amount, CAST(0 AS bigint) AS notes'), 'silver.totals of 2026-03-02: "amount" is below 0 in 1 of 1 rows: order_id b'],
  ['a key twice',       totals('s.day, s.order_id, s.amount, CAST(0 AS bigint) AS notes', 'UNION ALL SELECT s.day, s.order_id, s.amount, CAST(1 AS bigint) FROM bronze.sales AS s WHERE s.day = :date'), 'silver.totals of 2026-03-02: order_id is there more than once for 1 of 2 rows: order_id b'],
  ['another day',       totals('COALESCE(CAST(s.day + INTERVAL \'1\' DAY AS date), s.day) AS day, s.order_id, s.amount, CAST(0 AS bigint) AS notes'), 'silver.totals of 2026-03-02: "day" is not 2026-03-02 in 1 of 1 rows: order_id b'],
  ['a key of another day', totals("s.day, 'a' AS order_id, s.amount, CAST(0 AS bigint) AS notes"), 'silver.totals of 2026-03-02: order_id is there on another day too for 1 of 1 rows: order_id a'],
]

test.for(refused)('%s that breaks the contract leaves no snapshot, and names the rows', async ([, sql, message]) => {
  await shop.run('silver-totals', '2026-03-01')
  const result = await shop.run(jobOf('silver-totals', sql), '2026-03-02')
  expect(result.kind === 'refused' && result.findings.map((one) => one.message)).toEqual([message])
  expect((await historyOf(shop, 'silver.totals')).snapshots).toBe(1)
  expect(await rowsOf(shop, 'silver.totals')).toEqual(['2026-03-01 a 3.30 0'])
})

test('days made at once by several processes are all there', async () => {
  const days = Array.from({ length: 6 }, (_, i) => `2026-04-0${i + 1}`)
  await shop.append('bronze.sales', days.map((day, i) => `(DATE '${day}', 'o${i}', ${i}.50)`).join(', '))
  const results = await Promise.all(days.map(async (date) => (await shop.again()).run('silver-totals', date)))
  expect(results.map(({ kind }) => kind)).toEqual(days.map(() => 'made'))
  expect((await rowsOf(shop, 'silver.totals')).length).toBe(6)
})

test('one day made twice at once is there once', async () => {
  const both = await Promise.all([1, 2].map(async () => (await shop.again()).run('silver-totals', '2026-03-01')))
  expect(both.map(({ kind }) => kind).sort()).toEqual(['known', 'made'])
  expect(await rowsOf(shop, 'silver.totals')).toEqual(['2026-03-01 a 3.30 0'])
})

test('a job that goes on from its own day before begins where no row is older, and leaves no day out', async () => {
  for (const date of ['2026-03-01', '2026-03-02']) await shop.run('silver-totals', date)
  await expect(shop.run('silver-balance', '2026-03-02')).rejects.toThrow(
    'goes on from 2026-03-01, which was never made',
  )
  expect(await shop.run('silver-balance', '2026-03-01')).toMatchObject({ kind: 'made' })
  expect(await shop.run('silver-balance', '2026-03-02')).toMatchObject({ kind: 'made' })
  // 3.30 + 5.00
  expect(await rowsOf(shop, 'silver.balance')).toEqual(['2026-03-01 3.30', '2026-03-02 8.30'])
})

test('a day whose inputs another job has not made yet is refused, with the command that makes them', async () => {
  await shop.run('silver-totals', '2026-03-01')
  const late = shop.run('gold-sums', '2026-03-02')
  await expect(late).rejects.toMatchObject({
    message: 'silver.totals has no 2026-03-02 yet, which gold-sums for 2026-03-02 reads',
    hint: 'dq run silver-totals --branch main --date 2026-03-02',
  })
  await shop.run('silver-totals', '2026-03-02')
  expect(await shop.run('gold-sums', '2026-03-02')).toMatchObject({ kind: 'made' })
  expect(await rowsOf(shop, 'gold.sums')).toEqual(['2026-03-02 8.30'])
})

test('an input that is not there is told of the branch, not of its commit', async () => {
  const { lake } = shop.tools
  const hash = (await lake.catalog.reference('main'))?.hash ?? ''
  const job = jobOf('silver-totals', JOBS['silver-totals'])
  const gone = { ...job, inputs: new Map([...job.inputs].map(([, window]) => ['bronze.gone', window] as const)) }
  await expect(inputTables(lake, { branch: 'main', hash }, gone)).rejects.toThrow(/^main has no table bronze\.gone$/)
})
