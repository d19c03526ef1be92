import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runHere } from './dq.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dq-usage-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
writeFileSync(join(cwd, 'dq.yaml'), 'version: 1\n')
writeFileSync(join(cwd, 'a.txt'), '')
mkdirSync(join(cwd, 'sub'))

// biome-ignore format: one row a case
const cases: [args: string, says: string][] = [
  ['reprocess j --published nowhere',     'error: --published: no directory found at nowhere\n  hint: usage and flags: dq reprocess --help'],
  ['reprocess j --published a.txt',       'error: --published: a.txt exists but is not a directory\n'],
  ['run bronze-ingest --commit-rows 0',   'error: --commit-rows: expected an integer greater than or equal to 1 but received: 0\n'],
  ['run bronze-ingest --commit-rows abc', 'error: --commit-rows: expected an integer but received: abc\n'],
  ['run j --until x',                     'error: --until: "x" is no instant in UTC\n  hint: e.g. 2017-03-10T00:00:00Z'],
  ['promote --plan sub',                  'error: sub is a folder, no plan\n  hint: dq promote <from> <to> --plan-out <file> makes one'],
]

test.for(cases)('dq %s: a mistake of whoever typed it, no bug of dq', async ([args, says]) => {
  const { output, exitCode } = await runHere(args.split(' '), { cwd, env: {} })
  expect(output).toContain(says)
  expect(exitCode).toBe(2)
})
