import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'

const cache = mkdtempSync(join(tmpdir(), 'dq-complete-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

beforeAll(() => {
  needsFreshBuild()
  const env = { ...process.env, NODE_ENV: 'production', DQ_CACHE_DIR: cache }
  const { status, stdout } = spawnSync(process.execPath, [join(repo, 'bin/run.js'), 'autocomplete', 'bash'], {
    env,
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, expect.stringContaining('~/.bashrc')])
})

/** What bash offers when Tab is pressed at the end of the words. */
function completed(...words: string[]): string[] {
  const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dq_autocomplete; echo "\${COMPREPLY[@]}"`
  const functions = join(cache, 'autocomplete/functions/bash/dq.bash')
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', functions, ...words], { encoding: 'utf8' })
  return [...new Set(stdout.trim().split(' '))]
}

// biome-ignore format: one row a case
const cases: [typed: string[], offered: string[]][] = [
  [['dq', 'wai'],                              ['waiver']],
  [['dq', 'waiver', ''],                       ['add', 'list']],
  [['dq', 'contract', 'ch'],                   ['check']],
  [['dq', 'contract', 'check', '--ag'],        ['--against']],
  [['dq', 'contract', 'check', '--st'],        ['--staged']],
]

test.for(cases)('%j and Tab', ([typed, offered]) => {
  expect(completed(...typed).sort()).toEqual(offered)
})
