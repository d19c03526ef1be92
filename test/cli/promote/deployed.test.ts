import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { register } from '../../../src/cli/contract/register.ts'
import { deployedReasons } from '../../../src/cli/promote/gates/deployed.ts'
import type { Usage } from '../../../src/contracts/impact/usage.ts'
import { indexUsages } from '../../../src/contracts/impact/usage-index.ts'
import { repo } from '../../built.ts'
import { tempFolder } from '../../git-repo.ts'

const usage = (contract: string, to: string): Usage => ({
  contract,
  field: '*',
  edge: 'value',
  by: { kind: 'job', name: 'a job' },
  to: { contract: to, field: '*', kind: 'table' },
})

/** silver.reservations comes from a table of bronze, which comes from a topic. */
const index = indexUsages([
  usage('inventory.reservations', 'bronze.reservations'),
  usage('bronze.reservations', 'silver.reservations'),
  usage('order.created', 'fraud.alert'),
])

function scene(environment: string) {
  const folder = tempFolder()
  cpSync(join(repo, 'contracts'), join(folder, 'contracts'), { recursive: true })
  writeFileSync(join(folder, 'dq.yaml'), `version: 1\nenvironments:\n  prod:\n    ${environment}\n`)
  const of = (env?: string) => loadSettings({ config: join(folder, 'dq.yaml'), env })
  const tables = [{ planned: { table: 'silver.reservations' }, after: {} }] as never
  const ask = () => deployedReasons({ settings: of(), into: 'prod', tables, index } as never)
  return { folder, of, ask }
}

test('a topic that feeds a table, by way of another table, must be in the registry of the target in this very version', async () => {
  const { folder, of, ask } = scene('registry: { url: "file:registry" }')
  const before = await ask()
  expect(before.looked).toBe('1 topic behind them, in registry of prod')
  expect(before.reasons).toEqual(['inventory.reservations 1.0.0: the registry of prod has nothing of it'])
  await register(of('prod'), { dryRun: false, onApplied: () => {} })
  expect(await ask()).toMatchObject({ reasons: [], unknown: [] })

  const avsc = join(folder, 'contracts/events/inventory.reservations.avsc')
  const schema = JSON.parse(readFileSync(avsc, 'utf8')) as { readonly name: string }
  writeFileSync(avsc, JSON.stringify({ ...schema, name: `${schema.name}2` }))
  expect((await ask()).reasons).toEqual([
    'inventory.reservations 1.0.0: the registry of prod has version 1, of no contract in git',
  ])
})

test('a registry that does not answer is no pass: nobody knows', async () => {
  const { ask } = scene('registry: { url: "http://127.0.0.1:9" }')
  const { reasons, unknown } = await ask()
  expect(reasons).toEqual([])
  expect(unknown.join()).toContain('inventory.reservations: the registry of prod does not say')
})

test('where no registry and no topics are configured, that is said', async () => {
  const { ask } = scene('log: warn')
  expect(await ask()).toEqual({ looked: 'no registry and no topics of prod are configured', reasons: [], unknown: [] })
})
