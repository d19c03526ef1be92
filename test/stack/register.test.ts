import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { diskFiles } from '../../src/adapters/contract-files/disk.ts'
import { confluentRegistry } from '../../src/adapters/registry/confluent.ts'
import { applyPlan } from '../../src/contracts/registry/apply.ts'
import { planRegistration } from '../../src/contracts/registry/plan.ts'
import { requireContracts } from '../../src/contracts/repo/require.ts'
import { planOf, topic } from '../contracts/registry/repo.ts'
import { useServer } from './server.ts'

const server = useServer('registry')
const open = () => confluentRegistry({ url: server.endpoint('url') })
const root = fileURLToPath(new URL('../..', import.meta.url))

test('the contracts of this repo are registered with their levels, and the second time nothing changes', async () => {
  const registry = open()
  const contracts = await requireContracts(diskFiles(`${root}/contracts`, root))
  const plan = await planRegistration(contracts, registry, [])
  expect(plan.every(({ action }) => action === 'new')).toBe(true)
  const applied = await applyPlan(plan, registry)
  expect(applied.length).toBe(plan.length)
  const again = await planRegistration(contracts, open(), [])
  expect(again.filter(({ action, level }) => action !== 'unchanged' || level?.from !== level?.to)).toEqual([])
  console.log(`registry: ${applied.length} contracts registered, ${again.length} unchanged the second time`)
})

test('shared types are registered before those that use them, and the server answers as planned', async () => {
  const registry = open()
  const money = { type: 'record', name: 'Money', namespace: 'live', fields: [{ name: 'cents', type: 'long' }] }
  const fields = [
    { name: 'id', type: 'string' },
    { name: 'total', type: 'live.Money' },
  ]
  const files = { 'shared/money.avsc': JSON.stringify(money), ...topic('live.made', fields, 'FULL') }
  const { plan } = await planOf(files, registry)
  expect(plan.map(({ subject }) => subject)).toEqual(['live.Money', 'live.made-value'])
  await applyPlan(plan, registry)
  expect((await registry.versions('live.made-value'))[0]?.references).toEqual([
    { name: 'live.Money', subject: 'live.Money', version: 1 },
  ])
  const again = await planOf(files, registry)
  expect(again.plan.map(({ action }) => action)).toEqual(['unchanged', 'unchanged'])
  const needed = topic('live.made', [...fields, { name: 'note', type: 'string' }], 'FULL', '2.0.0')
  const broken = await planOf({ ...files, ...needed }, registry)
  expect(broken.plan.at(-1)).toMatchObject({ action: 'incompatible', level: { from: 'FULL', to: 'FULL' } })
  const forced = broken.plan.map((entry) => ({
    ...entry,
    action: entry.action === 'incompatible' ? ('update' as const) : entry.action,
  }))
  await expect(applyPlan(forced, registry)).rejects.toThrow(/refuses live.made-value, which dq found compatible/)
})
