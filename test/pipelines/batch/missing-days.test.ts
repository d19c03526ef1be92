import { afterEach, beforeEach, expect, test } from 'vitest'
import { missingDays } from '../../../src/pipelines/batch/missing-days.ts'
import { JOBS, jobOf, openShop, type Shop } from './shop.ts'

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
let shop: Shop

beforeEach(async () => {
  shop = await openShop()
  await shop.append('bronze.sales', DAYS.map((day, i) => `(DATE '${day}', 'o${i + 1}', ${i + 1}.00)`).join(', '))
})
afterEach(() => shop.close())

const missing = (name: keyof typeof JOBS) => missingDays(shop.tools.lake, jobOf(name, JOBS[name]), 'main')

test('days that an input has and nobody has made are missing; a day without rows is not', async () => {
  expect(await missing('silver-totals')).toEqual(DAYS)
  await shop.run('silver-totals', '2026-03-02')
  await shop.run('silver-totals', '2026-03-09')
  expect(await missing('silver-totals')).toEqual(['2026-03-01', '2026-03-03', '2026-03-04'])
  for (const day of DAYS) await shop.run('silver-totals', day)
  expect(await missing('silver-totals')).toEqual([])
})
