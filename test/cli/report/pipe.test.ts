import { execFileSync, spawn } from 'node:child_process'
import { lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { writeOutputs } from '../../../src/cli/report/output-files.ts'

test('a report for a pipe goes through it, and leaves it a pipe', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-pipe-'))
  try {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = spawn('cat', [pipe])
    const read = text(reader.stdout)
    writeOutputs([{ format: 'text', file: pipe }], () => 'the report', { log: () => {}, summary: () => '' })
    expect(await read).toBe('the report\n')
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
