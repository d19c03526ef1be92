import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { BLOCK_BYTES } from '../../../src/adapters/row-stage/line-blocks.ts'
import { namedPipes } from '../../../src/adapters/row-stage/named-pipes.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-pipes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const block = () => Buffer.alloc(BLOCK_BYTES, 'x')

test('a block that is sent in the very moment when all others were taken is taken too', async () => {
  const pipes = namedPipes(join(folder, 'pipes'))!
  // More than waits at once (8 MiB), and than one pipe takes (16 MiB).
  const blocks = 80
  const reader = spawn('sh', ['-c', 'cat "$@" | wc -c', 'sh', ...pipes.paths])
  const read = text(reader.stdout)
  for (let i = 1; i < blocks; i++) pipes.send(block(), BLOCK_BYTES)
  await pipes.room()
  pipes.send(block(), BLOCK_BYTES)
  await pipes.end()
  expect(Number(await read)).toBe(blocks * BLOCK_BYTES)
  pipes.remove()
})
