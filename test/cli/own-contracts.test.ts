import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { loadSettings } from '../../src/cli/config.ts'
import { contractFiles } from '../../src/cli/wiring.ts'
import { retentionOf } from '../../src/contracts/privacy/retention.ts'
import { requireContracts } from '../../src/contracts/repo/require.ts'
import { repo } from '../built.ts'
import { runHere } from './dq.ts'

const dq = (...args: string[]) => runHere(args, { cwd: repo, env: { DQ_CACHE_DIR: tmpdir() } })

test("this repository's own contracts follow the advice that dq gives, or say why not", async () => {
  const { output, exitCode } = await dq('contract', 'lint', '--fail-on', 'warning')
  expect([exitCode, output]).toEqual([
    0,
    expect.stringMatching(/^\d+ contracts, \d+ connectors?, 0 findings, 2 waived$/m),
  ])
})

test('how long its tables keep their rows can be enforced', async () => {
  const contracts = await requireContracts(await contractFiles(loadSettings({}, { env: {}, cwd: () => repo })))
  const faults = contracts.filter(({ kind }) => kind === 'table').map((one) => [one.name, retentionOf(one)])
  expect(faults.filter(([, retention]) => typeof retention === 'string')).toEqual([])
})
