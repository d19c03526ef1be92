import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { report } from '../full.ts'
import { ITEMS, itemLines, text } from './changes.ts'
import { killed } from './kills.ts'

/** Of ten records nine are rows; of forty one is null, and three are rejected. */
export const expectedOf = (records: number) => ({ rows: records * 0.9, rejected: records * 0.075 })

/** The kill test of an ingest from a file, in lakes below the folder. */
export async function killedFromFile(root: string, records: number, kills: number): Promise<void> {
  const path = join(root, 'items.jsonl')
  writeFileSync(path, text(itemLines(records)))
  const options = { commitRows: records / 5, input: { topic: ITEMS, path } }
  const count = await killed(() => mkdtempSync(join(root, 'lake-')), options, kills, expectedOf(records))
  expect(count).toBeGreaterThanOrEqual(kills)
  report('kill test, bronze-ingest from files: processes killed at random moments, every record there once', count)
}
