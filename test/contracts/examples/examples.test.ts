import { expect, test } from 'vitest'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { testExamples } from '../../../src/contracts/examples/test-examples.ts'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'
import { type Finding, formatPlace } from '../../../src/kernel/finding.ts'
import { AVSC, AVSC_PATH, ODCS, ODCS_PATH } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'
import { cases } from './cases.ts'

const line = ({ at, rule, message }: Finding): string => `${formatPlace(at)} ${rule}: ${message}`

test.for(cases)('%s', async ([, files, examples, expected]) => {
  const { contracts } = await loadContracts(memoryFiles({ [ODCS_PATH]: ODCS, [AVSC_PATH]: AVSC }))
  const result = await testExamples(contracts, memoryFiles(files, 'examples'))
  const lines = result.findings.map((finding, i) => {
    const prefix = expected[i]?.endsWith('…') ? expected[i].slice(0, -1) : undefined
    return prefix !== undefined && line(finding).startsWith(prefix) ? `${prefix}…` : line(finding)
  })
  expect(lines).toEqual(expected)
  expect(result.examples).toBe(examples)
})

test('the examples of a contract that is not asked for are no stray files', async () => {
  const { contracts } = await loadContracts(memoryFiles({ [ODCS_PATH]: ODCS, [AVSC_PATH]: AVSC }))
  const files = memoryFiles(cases[0]?.[1] ?? {}, 'examples')
  expect(await testExamples([], files, contracts)).toEqual({ findings: [], examples: 0 })
})

test('every example contract has valid and invalid examples of each reason, and all keep their word', async () => {
  const root = new URL('../../..', import.meta.url).pathname
  const contracts = await requireContracts(diskFiles(`${root}contracts`, root))
  const files = diskFiles(`${root}fixtures/contracts`, root)
  const { findings, examples } = await testExamples(contracts, files)
  expect(findings.map(line)).toEqual([])
  expect(contracts).toHaveLength(38)
  expect(examples).toBeGreaterThanOrEqual(360)
  for (const { id, settings } of contracts) {
    const paths = (await files.list()).filter((path) => path.startsWith(`${id}/invalid/`))
    const texts = await Promise.all(paths.map(async (path) => new TextDecoder().decode(await files.read(path))))
    const reasons = new Set(texts.map((text) => JSON.parse(text).error.reason))
    // The key of a Debezium record is no field of its value, and an aggregate has none.
    const expected = settings.key === undefined ? ['constraint', 'schema'] : ['constraint', 'key', 'schema']
    expect([id, [...reasons].sort()]).toEqual([id, expected])
  }
})
