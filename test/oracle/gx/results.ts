// Results of dq (Olist's tables, each judged by the suite of each) are loaded by the schema that the real Great
// Expectations has for its own. After recompute.ts, which installs it: node test/oracle/gx/results.ts
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openDuckdb } from '../../../src/adapters/quality-engine/duckdb.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import type { ValidationResult } from '../../../src/quality/result.ts'
import { runSuite } from '../../../src/quality/run-suite.ts'

const python = join(
  process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'),
  'great-expectations-1.24.1',
  'bin',
  'python',
)
const root = join(import.meta.dirname, '../../..')
const tables = ['bronze.orders', 'bronze.order_items', 'bronze.payments']
const results: ValidationResult[] = []
for (const suiteOf of tables) {
  for (const table of tables) {
    const file = `expectations/bronze/${suiteOf}.json`
    const { suite } = readSuite(file, readFileSync(join(root, file), 'utf8'))
    // The suite of another table: what cannot be judged has a form of its own.
    const engine = await openDuckdb({ data: join(root, `test/quality/olist/${table}.csv`) })
    const written = suite!.expectations.filter(({ type }) => type !== 'dq_schema_to_equal_contract')
    results.push(await runSuite({ ...suite!, expectations: written }, engine))
    await engine.close()
  }
}
const { stdout, status } = spawnSync(python, [join(import.meta.dirname, 'load_results.py')], {
  input: results.map((result) => JSON.stringify(result)).join('\n'),
  encoding: 'utf8',
  stdio: ['pipe', 'pipe', 'inherit'],
})
const loaded = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { success: boolean; statistics: unknown; types: string[] })
const differ = results.filter(({ success, statistics, results: all }, i) => {
  const types = all.map(({ expectation_config }) => expectation_config.type)
  return (
    JSON.stringify([success, statistics, types]) !==
    JSON.stringify([loaded[i]?.success, loaded[i]?.statistics, loaded[i]?.types])
  )
})
if (status !== 0 || loaded.length !== results.length || differ.length > 0) process.exitCode = 1
console.log(`${loaded.length} results loaded by Great Expectations, ${differ.length} not the same`)
