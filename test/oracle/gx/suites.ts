// Every suite of this repository, written as YAML and as JSON again, is loaded by the real Great Expectations with nothing
// dropped. After recompute.ts, which installs it: node test/oracle/gx/suites.ts
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { convertSuite } from '../../../src/quality/convert/convert-suite.ts'

const python = join(
  process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'),
  'great-expectations-1.24.1',
  'bin',
  'python',
)
const root = join(import.meta.dirname, '../../..')
const files = globSync(
  ['expectations/**/*.{json,yaml}', 'bench/quality/suite.json', 'fixtures/quality/**/*.suite.json'],
  { cwd: root },
).sort()
const lines = files.map((file) => {
  const yaml = convertSuite(file, readFileSync(join(root, file), 'utf8'), 'yaml').text
  return JSON.stringify(JSON.parse(convertSuite(file, yaml, 'json').text))
})
const { stdout, status } = spawnSync(python, [join(import.meta.dirname, 'load_suites.py')], {
  input: lines.join('\n'),
  encoding: 'utf8',
  stdio: ['pipe', 'pipe', 'inherit'],
})
const loaded = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; expectations: number; dropped: number })
const dropped = loaded.filter((one) => one.dropped > 0)
for (const { name, dropped: many } of dropped) console.error(`${name}: ${many} expectations are dropped`)
if (status !== 0 || loaded.length !== files.length || files.length === 0 || dropped.length > 0) process.exitCode = 1
const many = loaded.reduce((sum, one) => sum + one.expectations, 0)
console.log(`${loaded.length} suites loaded by Great Expectations, ${many} expectations, ${dropped.length} with losses`)
