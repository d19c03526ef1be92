// Sets up Great Expectations as dq quality setup-gx does, and has it judge the suite of test/quality/engines: node test/oracle/gx/engine.ts
import { spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setupGx } from '../../../src/adapters/quality-engine/gx/environment.ts'

const cacheDir = process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq')
const { folder, python, made } = await setupGx({ cacheDir, python: process.env.DQ_PYTHON, onProgress: console.log })
console.log(`${folder}: Python ${python}${made ? ', made now' : ''}`)
const { status } = spawnSync('npx', ['vitest', 'run', 'test/quality/engines'], {
  stdio: 'inherit',
  env: { ...process.env, DQ_GX: 'required' },
})
process.exitCode = status ?? 1
