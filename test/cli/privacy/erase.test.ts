import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Settings } from '../../../src/cli/config.ts'
import { tableAt } from '../../../src/cli/lake/table-at.ts'
import { appendRows, applyTable } from '../../../src/cli/lake/write-table.ts'
import { eraseSubject } from '../../../src/cli/privacy/erase.ts'
import { findHere } from '../../../src/cli/privacy/report-data.ts'
import { gateTables } from '../../../src/cli/quality/gate.ts'
import { openLake } from '../../../src/cli/wiring/lake.ts'
import { erasureLog } from '../../../src/cli/wiring/privacy.ts'
import { openTableEngine } from '../../../src/cli/wiring/table-engine.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { bytesHold } from './bytes-hold.ts'
import { csv, repoIn, shopIn, TABLES } from './shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-privacy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** As the contracts say. */
const NOBODY = '0'.repeat(32)

/** The first person of the orders, by hand: in the file of orders the row's second id stands in payments and ledger too. */
const [header = '', ...lines] = readFileSync(csv('bronze.orders'), 'utf8').trim().split('\n')
const at = (name: string) => header.split(',').indexOf(name)
const first = lines[0]!.split(',')
const [PERSON, CUSTOMER] = [first[at('customer_unique_id')]!, first[at('customer_id')]!]
/** Rows that name the person, counted in the texts. */
const rowsIn = (table: string) =>
  readFileSync(csv(table), 'utf8')
    .split('\n')
    .filter((line) => line.includes(PERSON)).length

const filled = (name: string) => shopIn(join(folder, name), CUSTOMER)

const ask = { subject: PERSON, linked: true, files: [] }
const erase = { ...ask, dryRun: false, expire: false, protected: false }

/** Values of a table by its reader: to be compared before and after. */
async function rowsOf(settings: Settings, ref: string, table: string, columns: string) {
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  try {
    const { metadata } = await tableAt(lake, ref, table)
    const { sql } = await engine.reader.source(await scanTable(lake, metadata))
    return await engine.reader.rows(`SELECT ${columns} FROM (${sql}) ORDER BY ALL`)
  } finally {
    engine.close()
  }
}

let one: Awaited<ReturnType<typeof filled>>
beforeAll(async () => {
  one = await filled('one')
}, 120_000)

test('a person is found under all ids, in tables of every branch and tag, files, dead letters in base64, and recorded cases', async () => {
  const found = await findHere(one.settings, ask)
  expect(new Set(found.ids)).toEqual(new Set([PERSON, CUSTOMER]))
  expect(
    found.tables.map(({ subject, holdings }) => [subject.contract, holdings.map(({ rows }) => Number(rows))]),
  ).toEqual(TABLES.map((table) => [table, [rowsIn(table)]]))
  expect(found.tables[0]?.holdings[0]?.references.map(({ name }) => name).sort()).toEqual(['dev', 'main', 'v1'])
  expect(found.traces.map(({ path, count }) => [path.slice(one.at.length + 1), count])).toEqual([
    ['.dq/runs/fraud-enricher/files/fraud.alert.jsonl', 1],
    ['.dq/runs/fraud-enricher/files/fraud.dead_letter.jsonl', 1],
    ['fixtures/fraud-enricher/case/input/order.created.jsonl', 1],
  ])
  expect((await findHere(one.settings, { ...ask, linked: false })).ids).toEqual([PERSON])
})

test('a dry run changes nothing', async () => {
  const before = await bytesHold(one, PERSON)
  const { id, left } = await eraseSubject(one.settings, { ...erase, dryRun: true })
  expect(id).toBeUndefined()
  expect(left.length).toBeGreaterThan(0)
  expect(await bytesHold(one, PERSON)).toBe(before)
  expect(globSync('**/*', { cwd: join(one.at, '.dq/privacy') })).toEqual([])
})

test('masked on every branch, money and other people untouched; done when tags, snapshots and bytes are gone; a second run finds nothing', async () => {
  const money = 'order_id, ordered_amount, paid_amount, status'
  const before = await rowsOf(one.settings, 'main', 'silver.finance_ledger', money)
  const others = `count(*) FILTER (WHERE customer_unique_id <> '${PERSON}') AS n`
  const [people] = await rowsOf(one.settings, 'main', 'bronze.orders', others)

  const half = await eraseSubject(one.settings, erase)
  expect(half.left).toEqual(
    expect.arrayContaining([
      `bronze.orders on tag v1: ${rowsIn('bronze.orders')} row${rowsIn('bronze.orders') === 1 ? '' : 's'}`,
    ]),
  )
  for (const ref of ['main', 'dev']) {
    expect(await rowsOf(one.settings, ref, 'silver.finance_ledger', money)).toEqual(before)
    const [now] = await rowsOf(
      one.settings,
      ref,
      'bronze.orders',
      `${others}, count(*) FILTER (WHERE customer_unique_id = '${NOBODY}' AND customer_id = '${NOBODY}') AS erased`,
    )
    expect(now).toEqual({
      n: String(Number(people?.n) + rowsIn('bronze.orders')),
      erased: String(rowsIn('bronze.orders')),
    })
  }
  // Branches that were equal are equal still.
  const lake = await openLake(one.settings)
  expect(await lake.catalog.diff('main', 'dev')).toEqual([])
  expect(await bytesHold(one, PERSON)).toBeGreaterThan(0)

  const whole = await eraseSubject(one.settings, { ...erase, expire: true })
  expect(whole.left).toEqual([])
  expect(await bytesHold(one, PERSON)).toBe(0)
  expect(await bytesHold(one, CUSTOMER)).toBe(0)
  expect((await lake.catalog.references()).map(({ name }) => name)).toEqual(['dev', 'main'])
  const files = readFileSync(join(one.at, '.dq/runs/fraud-enricher/files/fraud.alert.jsonl'), 'utf8')
  expect([files.includes('somebody'), files.includes(CUSTOMER)]).toEqual([true, false])
  expect(readFileSync(join(one.at, 'fixtures/fraud-enricher/case/input/order.created.jsonl'), 'utf8')).toContain(
    `${CUSTOMER}x`,
  )

  expect(await eraseSubject(one.settings, erase)).toMatchObject({ entries: [], left: [] })
  const { verdicts } = await gateTables(one.settings, { tables: TABLES, at: 'main', history: false })
  expect(verdicts.map(({ kind }) => kind)).toEqual(['pass', 'pass', 'pass'])
  const found = await findHere(one.settings, ask)
  expect([found.tables, found.traces]).toEqual([[], []])
}, 120_000)

test('the log says what, where, by whom and when, under a keyed hash, and never who; a changed line is found', async () => {
  const path = join(one.at, '.dq/privacy/erasures.jsonl')
  const text = readFileSync(path, 'utf8')
  expect([text.includes(PERSON), text.includes(CUSTOMER)]).toEqual([false, false])
  const log = await erasureLog(one.settings, true)
  expect(log.entries().filter(({ kind }) => kind === 'begun')).toEqual([
    expect.objectContaining({ subject: log.hashOf(PERSON), ids: 2 }),
    expect.objectContaining({ subject: log.hashOf(PERSON) }),
  ])
  expect(
    log
      .entries()
      .flatMap((entry) => (entry.kind === 'table' ? [[entry.table, Object.keys(entry.commits), entry.rows]] : [])),
  ).toEqual(TABLES.map((table) => [table, ['dev', 'main'], String(rowsIn(table))]))
  writeFileSync(path, text.replace(`"rows":"${rowsIn('bronze.payments')}"`, '"rows":"0"'))
  await expect(erasureLog(one.settings, true)).rejects.toThrow('the log of erasures was changed')
  writeFileSync(path, text)
})

test('a process that dies in the middle leaves an erasure that the next one finishes: what was committed is not done again, and is noted', async () => {
  const two = await filled('two')
  const path = join(two.at, '.dq/privacy/erasures.jsonl')
  const { id } = await eraseSubject(two.settings, erase)
  // As if it had died after the second table's commit, before its note, in the middle of writing one.
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual([
    'begun',
    'table',
    'table',
    'table',
    'file',
    'file',
    'file',
    'done',
  ])
  writeFileSync(path, `${lines.slice(0, 2).join('\n')}\n${lines[2]?.slice(0, 40)}`)
  const again = await eraseSubject(two.settings, { ...erase, expire: true })
  expect([again.id, again.isResumed, again.left]).toEqual([id, true, []])
  const tables = again.entries.flatMap((entry) =>
    entry.kind === 'table' ? [[entry.table, Object.keys(entry.commits), entry.rows]] : [],
  )
  expect(tables.sort()).toEqual([
    ['bronze.payments', ['dev', 'main'], null],
    ['silver.finance_ledger', ['dev', 'main'], null],
  ])
  expect(again.entries.at(-1)).toMatchObject({ kind: 'done', left: [] })
  expect((await findHere(two.settings, ask)).tables).toEqual([])
}, 120_000)

test('kept-back records that name the person in their bytes, key or message are deleted; those of others stay', async () => {
  const at = join(folder, 'three')
  const { settings } = repoIn(at)
  const row = (kafka_offset: number, record: string | Buffer, key: string | null, message: string) =>
    JSON.stringify({
      ...{ event_date: '2017-03-08', kafka_topic: 'mysql-oltp.ecommerce.orders', kafka_partition: 0, kafka_offset },
      ...{ kafka_timestamp: '2017-03-08T12:00:00.000000Z', record_key: key, table_name: 'bronze.orders' },
      ...{ record: Buffer.from(record).toString('base64'), reason: 'drift', path: '/after', message },
    })
  const rows = [
    row(1, `{"after":{"customer_id":"${CUSTOMER}","note":"ação"}}`, null, 'unknown field'),
    row(2, '{}', CUSTOMER, 'unknown field'),
    row(3, '{}', null, `"${CUSTOMER}" is no state`),
    row(5, Buffer.concat([Buffer.from([0xff, 0x22]), Buffer.from(CUSTOMER), Buffer.from([0xfe])]), null, 'unreadable'),
    // A field of a record in Avro: its length is 64 as a zigzag varint, the letter @; what follows may be any letter.
    row(6, Buffer.from(`\0\0\0\0\x07@${CUSTOMER}Hmore`, 'latin1'), null, 'unreadable'),
    row(4, `{"after":{"customer_id":"${CUSTOMER}x"}}`, `x${CUSTOMER}`, 'unknown field'),
  ]
  const file = join(at, 'kept-back.jsonl')
  writeFileSync(file, `${rows.join('\n')}\n`)
  await applyTable(settings, 'bronze.quarantine', 'main')
  await appendRows(settings, 'bronze.quarantine', [file], 'main')
  const about = { ...ask, subject: CUSTOMER, linked: false }
  const found = await findHere(settings, about)
  expect(found.tables.map(({ holdings }) => holdings.map(({ rows }) => Number(rows)))).toEqual([[5]])
  await eraseSubject(settings, { ...erase, ...about, expire: true })
  expect(await rowsOf(settings, 'main', 'bronze.quarantine', 'kafka_offset')).toEqual([{ kafka_offset: '4' }])
  expect((await findHere(settings, about)).tables).toEqual([])
}, 120_000)

test('a second erasure at the same time is refused', async () => {
  const log = await erasureLog(one.settings)
  try {
    await expect(eraseSubject(one.settings, erase)).rejects.toThrow('another erasure is running')
  } finally {
    log.close()
  }
})
