import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'

beforeAll(needsFreshBuild)

const bin = join(repo, 'bin/run.js')
const env = { ...process.env, NODE_ENV: 'production' }

test('what is piped in is no argument: in a CI job stdin is often an open pipe', () => {
  const options = { cwd: repo, env, encoding: 'utf8', input: 'no-such-contract\n' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'contract', 'test'], options)
  expect({ status, stderr, stdout }).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('0 findings'),
  })
})

test('a reader that leaves early (dq rules | head) is no failure, and nothing is said', async () => {
  const child = spawn(process.execPath, [bin, 'rules'], { cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const [code] = await once(child, 'close')
  expect([code, Buffer.concat(said).toString()]).toEqual([0, ''])
})
