import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { killedFromFile } from './killed-from-file.ts'

const root = mkdtempSync(join(tmpdir(), 'dq-ingest-kill-'))
afterAll(() => rmSync(root, { recursive: true }))

test(
  'an ingest from a file that is killed at random moments loses no record, and has none twice',
  {
    timeout: 240_000,
  },
  () => killedFromFile(root, 400, 5),
)
