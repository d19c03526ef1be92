import { expect, test } from 'vitest'
import { repo } from '../built.ts'
import { runHere } from './dq.ts'

test('dq run --help lists --branch above the flags of one kind of job: batch and ingest jobs take it', async () => {
  const { output } = await runHere(['run', '--help'], { cwd: repo, env: {} })
  const at = output.indexOf('--branch')
  expect(at).toBeGreaterThan(output.indexOf('FLAGS'))
  expect(at).toBeLessThan(output.indexOf('BATCH FLAGS'))
})
