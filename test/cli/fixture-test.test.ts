import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadSettings } from '../../src/cli/config.ts'
import { testFixtures } from '../../src/cli/fixture-test.ts'

const repo = fileURLToPath(new URL('../..', import.meta.url))
const settings = loadSettings({ config: `${repo}/dq.yaml` }, { env: {}, cwd: () => repo })

test('dq fixture test: every case of every job, of every kind, gives its golden rows', {
  timeout: 180_000,
}, async () => {
  const tested = await testFixtures(undefined, undefined, settings, {})
  expect(tested.filter(({ differences }) => differences.length > 0).map(({ fixture }) => fixture.folder)).toEqual([])
  const cases = Map.groupBy(tested, ({ fixture }) => fixture.job)
  expect([...cases.keys()].sort()).toEqual([
    'bronze-ingest',
    'fraud-enricher',
    'gold-marketing-segments',
    'gold-support-dashboard',
    'inventory-aggregator',
    'silver-finance-ledger',
    'silver-inventory-snapshot',
    'silver-reservations',
  ])
})
