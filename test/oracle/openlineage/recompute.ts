// Has OpenLineage's own client (PyPI) build and write again every event of this repository's jobs; ends with 1 when one does not come back as it was.
// Needs Python 3.10 or later: node test/oracle/openlineage/recompute.ts
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../../../src/cli/config.ts'
import { lineageEvents } from '../../../src/cli/lineage/events.ts'

const CLIENT = '1.54.0'

const venv = join(process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'), `openlineage-python-${CLIENT}`)
const python = join(venv, 'bin', 'python')
if (!existsSync(join(venv, 'installed'))) {
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' })
  const packages = ['--quiet', '--disable-pip-version-check', `openlineage-python==${CLIENT}`]
  execFileSync(python, ['-m', 'pip', 'install', ...packages], { stdio: 'inherit' })
  writeFileSync(join(venv, 'installed'), '')
}

const settings = loadSettings({ env: 'local' })
const options = { namespace: 'dq', time: '2026-11-23T00:00:00.000Z', version: '0.1.0' }
const id = '0190a9e2-7c3e-7d3b-b0b6-6f1f4a1f3c11'
const events = [
  ...(await lineageEvents(settings, [], options)),
  ...(await lineageEvents(settings, [], { ...options, run: { id, state: 'START' } })),
  ...(await lineageEvents(settings, [], { ...options, run: { id, state: 'COMPLETE' } })),
]
const asked = spawnSync(python, [join(import.meta.dirname, 'events.py')], {
  input: events.map((event) => JSON.stringify(event)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 1 << 28,
  stdio: ['pipe', 'pipe', 'inherit'],
})
if (asked.status !== 0) process.exit(1)
console.log(`openlineage-python ${CLIENT} reads and writes ${asked.stdout.trim()}`)
