import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
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
