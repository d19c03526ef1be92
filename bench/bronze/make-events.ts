import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { ITEMS, itemLines } from '../../test/ingest/changes.ts'

/** Change events of items as JSON Lines, in Debezium's own encodings: nine of ten are rows, of one day and three regions. */
export async function makeChanges(count: number, folder: string): Promise<string> {
  const file = join(folder, `changes-${count}.jsonl`)
  const out = createWriteStream(file)
  const lines = itemLines(count)
  for (const line of lines) if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
  return file
}

export const TOPIC = ITEMS
