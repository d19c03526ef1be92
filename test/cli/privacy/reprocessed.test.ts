import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReference } from '../../../src/cli/lake/branches.ts'
import { applyTable } from '../../../src/cli/lake/write-table.ts'
import { eraseSubject } from '../../../src/cli/privacy/erase.ts'
import { findHere } from '../../../src/cli/privacy/report-data.ts'
import { retainTables } from '../../../src/cli/privacy/retain.ts'
import { publishReprocessed } from '../../../src/cli/reprocess/publish.ts'
import { reprocess } from '../../../src/cli/reprocess/reprocess.ts'
import { openLake } from '../../../src/cli/wiring/lake.ts'
import { bytesHold } from './bytes-hold.ts'
import { repoIn } from './shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-privacy-reprocessed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const recorded = fileURLToPath(new URL('../../../fixtures/fraud-enricher/all-rules', import.meta.url))

const JOB = 'fraud-enricher'
/** In place of ana, whose name may be part of a word. */
const PERSON = '7c396fd4830fd04220f754e42b4e5bff'
const one = repoIn(join(folder, 'one'))
const tableOf = (output: string, part = '') => `reprocessed.${JOB}__${output}${part}`
const ask = { subject: PERSON, linked: true, files: [] }
const erase = { ...ask, dryRun: false, expire: true, protected: false }
const retain = { tables: [], topics: [], dryRun: true, protected: false }

const linesOf = (path: string): string[] =>
  readFileSync(join(recorded, path), 'utf8').replaceAll('"ana"', `"${PERSON}"`).trimEnd().split('\n')
const write = (path: string, lines: readonly string[]): string => {
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
const edited = (line: string, fields: object): string => {
  const event = JSON.parse(line)
  return JSON.stringify({ ...event, value: { ...event.value, ...fields } })
}

/** What the contract of a topic says of its customer. */
function say(contract: string, subject: string): () => void {
  const path = join(one.at, `contracts/${contract}.odcs.yaml`)
  const text = readFileSync(path, 'utf8')
  const field = '      - name: customer_id\n'
  writeFileSync(
    path,
    text.replace(field, `${field}        customProperties: [{ property: subject, value: ${subject} }]\n`),
  )
  return () => writeFileSync(path, text)
}

beforeAll(async () => {
  // Half a record must not be sent: these rows are deleted all the same.
  say('fraud/fraud.alert', 'mask')
  const [inputs, published] = [join(folder, 'inputs'), join(folder, 'published')]
  for (const at of [inputs, published]) mkdirSync(at)
  const input = ['behavior.addToCart', 'order.created', 'payment.authorized'].map((topic) => ({
    topic,
    path: write(join(inputs, `${topic}.jsonl`), linesOf(`input/${topic}.jsonl`)),
  }))
  // Of the person's three alerts the first was not published, the second otherwise, and one in vain; of the other's two one was not.
  const [, second = '', third = '', ...others] = linesOf('expected/fraud.alert.jsonl')
  const stray = edited(third, { alert_id: 'nobody:1' })
  write(join(published, 'fraud.alert.jsonl'), [edited(second, { region: 'RJ' }), third, stray, ...others.slice(1)])
  const features = linesOf('expected/feature.customer.jsonl')
  write(
    join(published, 'feature.customer.jsonl'),
    features.filter((line) => !line.includes(PERSON)),
  )
  write(join(published, 'fraud.anomaly.jsonl'), linesOf('expected/fraud.anomaly.jsonl'))
  await applyTable(one.settings, 'bronze.orders', 'main')
  const out = join(one.at, '.dq/reprocess', JOB)
  await reprocess(one.settings, JOB, { input, published, branch: 'fix', out })
  await createReference(one.settings, { kind: 'branch', name: 'copy', from: 'fix' })
  await createReference(one.settings, { kind: 'tag', name: 'before', from: 'fix' })
}, 120_000)

test('a person is found in what a job has made again and in its differences, on every branch and tag', async () => {
  const found = await findHere(one.settings, ask)
  expect(
    found.tables.map(({ subject, holdings }) => [
      subject.contract,
      subject.mode,
      holdings.map(({ rows, older }) => [Number(rows), older.length]),
    ]),
  ).toEqual([
    [tableOf('feature_customer'), 'delete', [[1, 0]]],
    [tableOf('feature_customer', '__differences'), 'delete', [[1, 0]]],
    [tableOf('fraud_alert'), 'delete', [[3, 1]]],
    [tableOf('fraud_alert', '__differences'), 'delete', [[3, 0]]],
    [tableOf('fraud_anomaly'), 'delete', [[1, 1]]],
  ])
  for (const { references } of found.tables.flatMap(({ holdings }) => holdings))
    expect(references.map(({ name }) => name).sort()).toEqual(['before', 'copy', 'fix'])
})

test('what can only be found in texts is told as not searched', async () => {
  const unsay = say('features/feature.customer', 'search')
  expect((await findHere(one.settings, ask)).unsearched).toContainEqual({
    kind: 'table',
    why: 'fields with subject: search are not looked into',
    names: [tableOf('feature_customer'), tableOf('feature_customer', '__differences')],
  })
  unsay()
})

test('rows that their topic or store would keep no longer are dropped there too', async () => {
  const { retained, looked } = await retainTables(one.settings, { ...retain, tables: [tableOf('fraud_alert')] })
  expect([looked, retained.map(({ table, rows, branches }) => [table, rows, branches])]).toEqual([
    1,
    [[tableOf('fraud_alert'), 5n, ['copy', 'fix']]],
  ])
  // Alerts 5 and their differences 4, features 3 and 1, the anomaly; all of 2017.
  const all = await retainTables(one.settings, retain)
  expect(all.retained.map(({ table, rows }) => [table, Number(rows)]).sort()).toEqual([
    [tableOf('feature_customer'), 3],
    [tableOf('feature_customer', '__differences'), 1],
    [tableOf('fraud_alert'), 5],
    [tableOf('fraud_alert', '__differences'), 4],
    [tableOf('fraud_anomaly'), 1],
  ])
})

test('erased, no file of the lake has the id; what is left to publish is that of others, and branches that were equal are equal', async () => {
  expect(await bytesHold(one, PERSON)).toBeGreaterThan(0)
  const { left } = await eraseSubject(one.settings, erase)
  expect(left).toEqual([])
  expect(await bytesHold(one, PERSON)).toBe(0)
  expect((await findHere(one.settings, ask)).tables).toEqual([])
  const { catalog } = await openLake(one.settings)
  expect(await catalog.diff('fix', 'copy')).toEqual([])
  const { outputs } = await publishReprocessed(one.settings, JOB, { at: 'fix', 'dry-run': true })
  expect(outputs.map(({ output, meant, gone }) => [output, meant, gone.length])).toEqual([
    ['fraud.alert', 1, 0],
    ['feature.customer', 0, 0],
    ['fraud.anomaly', 0, 0],
  ])
}, 120_000)

test('a table that no contract is for is told as not searched', async () => {
  const why = 'no contract says what is personal in it'
  expect((await findHere(one.settings, ask)).unsearched.filter((told) => told.why === why)).toEqual([])
  await applyTable(one.settings, 'silver.reservations', 'copy')
  for (const ending of ['avsc', 'odcs.yaml']) rmSync(join(one.at, `contracts/silver/silver.reservations.${ending}`))
  for (const ending of ['avsc', 'odcs.yaml']) rmSync(join(one.at, `contracts/fraud/fraud.anomaly.${ending}`))
  const names = [tableOf('fraud_anomaly'), tableOf('fraud_anomaly', '__differences'), 'silver.reservations']
  expect((await findHere(one.settings, ask)).unsearched).toContainEqual({ kind: 'table', why, names })
  const { found } = await eraseSubject(one.settings, { ...erase, expire: false })
  expect(found.unsearched).toContainEqual({ kind: 'table', why, names })
})
