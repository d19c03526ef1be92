import { afterEach, beforeEach, expect, test } from 'vitest'
import { openShop, type Shop } from './shop.ts'

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
let shop: Shop

beforeEach(async () => {
  shop = await openShop()
  await shop.append('bronze.sales', DAYS.map((day, i) => `(DATE '${day}', 'o${i + 1}', ${i + 1}.00)`).join(', '))
  for (const job of ['silver-totals', 'silver-balance', 'gold-sums'] as const)
    for (const day of DAYS) await shop.run(job, day)
})
afterEach(() => shop.close())

test('nothing has changed right after everything was made', async () => {
  for (const job of ['silver-totals', 'silver-balance', 'gold-sums'] as const)
    expect(await shop.changed(job)).toEqual([])
})

test('a row of a day concerns that day, where the query reads the day alone', async () => {
  await shop.append('bronze.sales', "(DATE '2026-03-02', 'late', 0.50)")
  expect(await shop.changed('silver-totals')).toEqual(['2026-03-02: bronze.sales has other rows'])
})

test('a row of a day concerns all days from it on, where the query reads what was until then', async () => {
  await shop.append('bronze.sales', "(DATE '2026-03-03', 'late', 0.50)")
  await shop.run('silver-totals', '2026-03-03')
  expect(await shop.changed('gold-sums')).toEqual([
    '2026-03-03: silver.totals has other rows',
    '2026-03-04: silver.totals has other rows',
  ])
})

test('a job that goes on from its day before follows through', async () => {
  await shop.append('bronze.sales', "(DATE '2026-03-02', 'late', 0.50)")
  await shop.run('silver-totals', '2026-03-02')
  expect(await shop.changed('silver-balance')).toEqual([
    '2026-03-02: silver.totals has other rows',
    '2026-03-03: 2026-03-02 changes',
    '2026-03-04: 2026-03-03 changes',
  ])
})

test('rows of a table without a date of their own concern the dates that @dates leads to, and no other', async () => {
  await shop.append('bronze.notes', "(DATE '2026-03-09', 'o1', 'of an order'), (DATE '2026-03-09', 'o4', 'of another')")
  expect(await shop.changed('silver-totals')).toEqual([
    '2026-03-01: bronze.notes has other rows',
    '2026-03-04: bronze.notes has other rows',
  ])
})

test('a note on an order that nobody has placed concerns no day', async () => {
  await shop.append('bronze.notes', "(DATE '2026-03-09', 'nobody', 'x')")
  expect(await shop.changed('silver-totals')).toEqual([])
})

test('a row that takes the place of another one concerns the days of both, where @dates says which rows are one', async () => {
  await shop.append('bronze.notes', "(DATE '2026-03-08', 'o1', 'a'), (DATE '2026-03-08', 'o2', 'b')")
  for (const day of DAYS) await shop.run('silver-moved', day)
  expect(await shop.changed('silver-moved')).toEqual([])
  await shop.append('bronze.notes', "(DATE '2026-03-09', 'o4', 'a')")
  expect(await shop.changed('silver-moved')).toEqual([
    '2026-03-01: bronze.notes has other rows',
    '2026-03-04: bronze.notes has other rows',
  ])
  const made: string[] = []
  for (const day of DAYS) if ((await shop.run('silver-moved', day)).kind === 'made') made.push(day)
  expect(made).toEqual(['2026-03-01', '2026-03-04'])
})

test('every day that changes when it is made again was named: random late rows, 6 times', async () => {
  const random = randomOf(7)
  for (let round = 0; round < 6; round++) {
    const order = `o${1 + random(5)}`
    if (random(2) === 0)
      await shop.append('bronze.notes', `(DATE '2026-03-0${1 + random(9)}', '${order}', 'n${round}')`)
    else await shop.append('bronze.sales', `(DATE '${DAYS[random(4)]}', 'r${round}', ${random(9)}.25)`)
    for (const job of ['silver-totals', 'silver-balance', 'gold-sums'] as const) {
      const named = (await shop.changed(job)).map((text) => text.slice(0, 10))
      const made: string[] = []
      for (const day of DAYS) if ((await shop.run(job, day)).kind === 'made') made.push(day)
      expect(made.filter((day) => !named.includes(day))).toEqual([])
    }
  }
})

test('every day that changes was named: notes that move from order to order, 12 times', async () => {
  const random = randomOf(3)
  for (const day of DAYS) await shop.run('silver-moved', day)
  for (let round = 0; round < 12; round++) {
    await shop.append('bronze.notes', `(DATE '2026-03-${10 + round}', 'o${1 + random(5)}', 'n${random(3)}')`)
    const named = (await shop.changed('silver-moved')).map((text) => text.slice(0, 10))
    const made: string[] = []
    for (const day of DAYS) if ((await shop.run('silver-moved', day)).kind === 'made') made.push(day)
    expect(made.filter((day) => !named.includes(day))).toEqual([])
  }
})

function randomOf(first: number): (n: number) => number {
  let seed = first
  return (n) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * n)
  }
}
