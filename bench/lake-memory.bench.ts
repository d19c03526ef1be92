import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { dqAppend, makeEvents } from './lake/whole-process.ts'

const work = mkdtempSync(join(tmpdir(), 'dq-lake-memory-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

export default {
  name: 'dq table append, memory by rows: 16 fields, JSON Lines to 12 partitions',
  unit: 'rows',
  contenders: [1_000_000, 4_000_000, 10_000_000].map((rows) =>
    dqAppend(`${rows / 1_000_000} M rows`, makeEvents(rows, work), work, rows),
  ),
} satisfies Bench
