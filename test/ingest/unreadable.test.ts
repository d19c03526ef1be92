import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { ingestFiles } from '../../src/cli/ingest/run-files.ts'
import { untied } from '../../src/pipelines/ingest/counts.ts'
import { ITEMS, itemLines, text } from './changes.ts'
import { bronzeIngest, query, settingsIn } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-unreadable-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
function newLake() {
  const settings = settingsIn(mkdtempSync(join(folder, 'lake-')))
  /** Counts of a run over one file: rows, unreadable lines, what was there already. */
  const take = async (content: string | Uint8Array, ending = 'jsonl', signal?: AbortSignal) => {
    const path = join(folder, `${count++}.${ending}`)
    writeFileSync(path, content)
    const input = [{ topic: ITEMS, path }]
    const { routes } = await ingestFiles(await bronzeIngest(settings), settings, { input }, signal)
    const { counts } = routes[0]!
    expect(untied(counts)).toBe(0)
    return [counts.rows, counts.rejected.get('unreadable') ?? 0, counts.duplicates]
  }
  const kept = async () =>
    (
      await query(
        settings,
        ['bronze.quarantine'],
        'SELECT decode(record) AS record FROM bronze_quarantine ORDER BY decode(record)',
      )
    ).map(({ record }) => record)
  return { take, kept }
}

const events = itemLines(9)

test('a file that nobody can read is kept back line by line, once, also where the topic was ingested before', async () => {
  const { take, kept } = newLake()
  expect(await take(text(events))).toEqual([9, 0, 0])
  expect(await take('id;price\n1;2\n1;2\n')).toEqual([0, 3, 0])
  expect(await take('id;price\n1;2\n1;2\n')).toEqual([0, 0, 3])
  expect(await take(gzipSync('id;price\n1;2\n1;2\n'), 'jsonl.gz')).toEqual([0, 0, 3])
  // Another file, of which the first lines are the same.
  expect(await take('id;price\n1;2\n1;3\n')).toEqual([0, 3, 0])
  expect(await kept()).toEqual(['1;2', '1;2', '1;2', '1;3', 'id;price', 'id;price'])
})

test('unreadable lines between, before and behind events are kept once, however far the file has come', async () => {
  const { take, kept } = newLake()
  const [begin, more, end] = [text(events.slice(0, 4)), text(events.slice(4, 6)), text(events.slice(6))]
  expect(await take(`first\n${begin}`)).toEqual([4, 1, 0])
  expect(await take(`first\n${begin}`)).toEqual([0, 0, 5])
  // Nothing but an unreadable line is new.
  expect(await take(`first\n${begin}second\n`)).toEqual([0, 1, 5])
  expect(await take(`first\n${begin}second\n${more}second\n${end}`)).toEqual([5, 1, 6])
  expect(await kept()).toEqual(['first', 'second', 'second'])
})

test('messages of a connector are told by the first of them that is an object, not by what stands before it', async () => {
  const { take, kept } = newLake()
  const messages = ['null', 'Processed a total of', ...events.map(({ value }) => JSON.stringify(value))].join('\n')
  // 9 rows, a line that is none, and a tombstone.
  expect(await take(`${messages}\n`)).toEqual([9, 1, 0])
  expect(await take(`${messages}\n`)).toEqual([0, 0, 11])
  expect(await kept()).toEqual(['Processed a total of'])
})
