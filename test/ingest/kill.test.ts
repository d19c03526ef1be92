import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FULL, report } from '../full.ts'
import { ITEMS, itemLines, text } from './changes.ts'
import { killed } from './kills.ts'

const KILLS = FULL ? 50 : 5
/** Of ten records nine are rows; of forty one is null, and three are rejected. */
const RECORDS = FULL ? 2000 : 400
const root = mkdtempSync(join(tmpdir(), 'dq-ingest-kill-'))
afterAll(() => rmSync(root, { recursive: true }))

test('an ingest from a file that is killed at random moments loses no record, and has none twice', {
  timeout: FULL ? 3_600_000 : 240_000,
}, async () => {
  const path = join(root, 'items.jsonl')
  writeFileSync(path, text(itemLines(RECORDS)))
  const options = { commitRows: RECORDS / 5, input: { topic: ITEMS, path } }
  const expected = { rows: RECORDS * 0.9, rejected: RECORDS * 0.075 }
  const count = await killed(() => mkdtempSync(join(root, 'lake-')), options, KILLS, expected)
  expect(count).toBeGreaterThanOrEqual(KILLS)
  report('kill test, bronze-ingest from files: processes killed at random moments, every record there once', count)
})
