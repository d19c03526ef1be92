import { expect, test } from 'vitest'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { memoryFiles } from '../memory-files.ts'
import { cases } from './cases.ts'

test.for(cases)('%s', async ([, files, expected]) => {
  const { findings } = await loadContracts(memoryFiles(files))
  expect(findings.map(({ at, rule, message }) => `${formatPlace(at)} ${rule}: ${message}`)).toEqual(expected)
})

test('every finding says how to mend it', async () => {
  const all = await Promise.all(cases.map(([, files]) => loadContracts(memoryFiles(files))))
  const findings = all.flatMap((loaded) => loaded.findings)
  expect(findings.length).toBeGreaterThan(60)
  expect(findings.filter(({ fix }) => fix === undefined || fix === '')).toEqual([])
})
