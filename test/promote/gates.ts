import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { applyTable } from '../../src/cli/lake/write-table.ts'
import { avsc, odcs, suite } from './repo.ts'
import { openScene, POLICY, type PolicyOf, type Scene } from './scene.ts'

const row = (id: number, amount = '5.00') => ({ order_id: `o-${id}`, amount })

/** What gates and clocks promise, whatever the catalog: what is not judged does not pass. */
export function testGates(nessie: () => string | undefined): void {
  const scene = (policy = POLICY): Promise<Scene> => openScene(nessie(), policy)

  test('a gate that breaks or hangs is an error, and nothing passes', async () => {
    const s = await scene((names) => `${POLICY(names)}timeouts: { expectations: 1s }\n`)
    await s.append(s.dev, row(1))
    await s.promote(s.dev, s.staging)
    const wait =
      'select i as order_id from range(100000000000) t(i) where hash(i) = 1 and exists (select 1 from {batch})'
    s.commit({
      'expectations/bronze/bronze.orders.yaml': suite(
        `type: unexpected_rows_expectation, kwargs: { unexpected_rows_query: "${wait}" }`,
      ),
    })
    const began = Date.now()
    const hung = await s.promote(s.staging, s.prod, { dryRun: true })
    expect(hung.gates.find(({ gate }) => gate === 'expectations')).toMatchObject({ verdict: 'error' })
    expect(hung.result).toBe('refused')
    expect(Date.now() - began).toBeLessThan(40_000)
    s.commit({ 'expectations/bronze/bronze.orders.yaml': suite('type: expect_nothing, kwargs: {}') })
    const broken = await s.promote(s.staging, s.prod, { dryRun: true })
    expect(broken.gates.find(({ gate }) => gate === 'expectations')).toMatchObject({ verdict: 'error' })
    s.commit({ 'waivers.yaml': 'waivers: {' })
    const three = await s.promote(s.staging, s.prod, { dryRun: true })
    expect(three.gates.filter(({ verdict }) => verdict === 'error').map(({ gate }) => gate)).toEqual([
      'contracts',
      'expectations',
      'waivers',
    ])
    expect(await s.table(s.prod)).toBeUndefined()
  })

  test('fresh enough passes, stale does not, what cannot be measured or is not promised is no pass', async () => {
    const fresh =
      (rule: string): PolicyOf =>
      ({ dev, prod }) =>
        `version: 1\n${rule}paths: [{ from: ${dev}, to: ${prod}, gates: [freshness], actors: [ana@shop.example] }]\n`
    const s = await scene(fresh('freshness: [{ layer: bronze, maxAge: 1h }]\n'))
    await s.append(s.dev, row(1))
    const asked = async (rule: string) => {
      s.commit({ 'contracts/policies/branches.yaml': fresh(rule)(s) })
      const { gates, result } = await s.promote(s.dev, s.prod, { dryRun: true })
      return [gates[0]?.verdict, result, gates[0]?.reasons.join()] as const
    }
    expect(await asked('freshness: [{ layer: bronze, maxAge: 1h }]\n')).toEqual(['pass', 'dry run', ''])
    await sleep(1_500)
    const stale = await asked('freshness: [{ table: bronze.orders, maxAge: 1s }]\n')
    expect(stale.slice(0, 2)).toEqual(['fail', 'refused'])
    expect(stale[2]).toMatch(/^bronze\.orders: its newest snapshot is .* old, under a minute are allowed$/)
    const unknown = await asked('freshness: [{ table: bronze.orders, maxAge: 1h, column: nowhere }]\n')
    expect(unknown).toEqual(['error', 'refused', 'bronze.orders: it has no column nowhere'])
    const text = await asked('freshness: [{ table: bronze.orders, maxAge: 1h, column: order_id }]\n')
    expect(text).toEqual(['error', 'refused', 'bronze.orders: order_id is no time'])
    expect((await asked('')).slice(0, 2)).toEqual(['skipped', 'refused'])
    expect(await s.table(s.prod)).toBeUndefined()
  })

  test('a suite that looks at a table that comes, of a table that nobody has made yet, is in nobody’s way', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const references =
      'type: dq_references_to_exist, kwargs: { column_list: [order_id], other_table: bronze.orders }, severity: critical'
    s.commit({
      'contracts/silver/silver.orders.avsc': avsc([]).replace('shop.bronze', 'shop.silver'),
      'contracts/silver/silver.orders.odcs.yaml': odcs('1.0.0', [])
        .replaceAll('bronze.orders', 'silver.orders')
        .replace('id: bronze-orders', 'id: silver-orders')
        .replace('bronze_orders', 'silver_orders'),
      'expectations/silver/silver.orders.yaml': `name: silver.orders\nexpectations: []\nmeta: { dq: { expectations: [{ ${references} }] } }\n`,
    })
    await s.promote(s.dev, s.staging)
    const asked = async () => {
      const { gates } = await s.promote(s.staging, s.prod, { dryRun: true })
      return gates.find(({ gate }) => gate === 'expectations')
    }
    expect(await asked()).toMatchObject({ verdict: 'pass', looked: '1 expectation of 1 table' })
    const own = suite('type: expect_table_row_count_to_equal, kwargs: { value: 1 }')
    s.commit({
      'expectations/bronze/bronze.orders.yaml': `${own}meta: { dq: { expectations: [{ ${references.replace('bronze', 'silver')} }] } }\n`,
    })
    expect(await asked()).toMatchObject({
      verdict: 'error',
      reasons: ['bronze.orders: the merged state has no table silver.orders'],
    })
    s.commit({ 'expectations/bronze/bronze.orders.yaml': own })
    await applyTable(s.settings, 'silver.orders', s.dev)
    await s.promote(s.dev, s.staging)
    expect(await asked()).toMatchObject({ verdict: 'pass', looked: '2 expectations of 2 tables' })
  })

  test('a table without a suite is skipped, and skipped is no pass', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    await s.promote(s.dev, s.staging)
    rmSync(join(s.folder, 'expectations/bronze'), { recursive: true })
    s.commit({})
    const refused = await s.promote(s.staging, s.prod, { dryRun: true })
    expect(refused.gates.find(({ gate }) => gate === 'expectations')).toMatchObject({ verdict: 'skipped' })
    expect(refused.result).toBe('refused')
  })

  test.for([
    ['behind', -2],
    ['ahead', 2],
  ] as const)('a clock that is %s is told, and nothing is promoted', async ([, days]) => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const real = Date.now
    vi.spyOn(Date, 'now').mockImplementation(() => real() + days * 86_400_000)
    try {
      // The embedded catalog has no clock but this one: only going back is seen there.
      if (nessie() === undefined && days > 0) return
      const refused = await s.promote(s.dev, s.staging)
      expect(refused.result).toBe('refused')
      expect(refused.refusals.join()).toMatch(/clock/)
    } finally {
      vi.restoreAllMocks()
    }
    expect(await s.table(s.staging)).toBeUndefined()
  })
}
