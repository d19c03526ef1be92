import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { lintPolicyFiles } from '../../../src/cli/policy/lint.ts'
import { testPolicy } from '../../../src/cli/policy/test.ts'
import { repo } from '../../built.ts'

const settings = loadSettings({}, { env: {}, cwd: () => repo })

test('the policy of this repository says what was agreed on, and nothing in it can never happen', async () => {
  const tried = await testPolicy(settings, undefined)
  expect(tried.findings).toEqual([])
  expect(tried.looked.situation).toBeGreaterThan(12)
  expect((await lintPolicyFiles(settings, Date.parse('2026-11-24T14:00:00Z'))).findings).toEqual([])
})
