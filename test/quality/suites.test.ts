import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDuckdb } from '../../src/adapters/quality-engine/duckdb.ts'
import { readSuite } from '../../src/quality/read-suite.ts'
import { runSuite } from '../../src/quality/run-suite.ts'
import { contractsHere } from './contracts-here.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const contracts = await contractsHere()
const tables = [...contracts.values()].filter(
  ({ kind, layer }) => kind === 'table' && /^(bronze|silver|gold)$/.test(layer),
)
const suiteOf = (name: string) => `expectations/${name.split('.')[0]}/${name}.json`
const examples = tables.flatMap(({ id, name }) =>
  globSync(`fixtures/contracts/${id}/valid/*.json`, { cwd: root }).map((example) => [name, example] as const),
)

test('every table of bronze, silver and gold has a suite', () => {
  const suites = globSync('expectations/**/*.json', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  expect(tables.length).toBeGreaterThan(9)
  expect(suites.sort()).toEqual(tables.map(({ name }) => suiteOf(name)).sort())
  expect(examples.length).toBeGreaterThan(25)
})

/** They look at tables that an example alone does not have. */
const OF_SEVERAL = ['dq_references_to_exist', 'dq_totals_to_reconcile']

test.for(examples)('%s: the valid example %s meets all that is critical', async ([name, example]) => {
  const contract = contracts.get(name)
  const { suite } = readSuite(suiteOf(name), readFileSync(join(root, suiteOf(name)), 'utf8'), { contract })
  const expectations = suite!.expectations.filter(({ type }) => !OF_SEVERAL.includes(type))
  const engine = await openDuckdb({ data: join(root, example), contract, threads: 1 })
  const { results } = await runSuite({ ...suite!, expectations }, engine, { now: 0, pastRows: [] })
  await engine.close()
  const unmet = results.filter((one) => !one.success && one.expectation_config.severity === 'critical')
  const words = unmet.map(({ meta, exception_info }) => exception_info.exception_message ?? meta.words)
  // What the contract lets through on purpose.
  if (example.includes('for-expectations-to-judge')) expect(words.length).toBeGreaterThan(0)
  else expect(words).toEqual([])
})
