import { expect, test } from 'vitest'
import { lineageText } from '../../../src/contracts/lineage/lineage-file.ts'
import { digestOf } from '../../../src/contracts/lineage/stale-jobs.ts'
import { AVSC, AVSC_PATH, ODCS, ODCS_PATH } from '../../contracts/base-repo.ts'
import { gitRepo } from '../../git-repo.ts'
import { runHere } from '../dq.ts'

const JOB = '// order.created.note\n'
const lineage = (text: string): string =>
  lineageText({
    jobs: [
      {
        name: 'noter',
        kind: 'records',
        sources: [{ file: 'jobs/noter.ts', sha256: digestOf(text) }],
        outputs: [{ name: 'out', contract: 'fraud.alert', kind: 'topic', mode: 'emit' }],
        uses: { 'order.created.note': ['jobs/noter.ts:1'] },
        edges: [{ from: 'order.created.note', kind: 'value', to: 'fraud.alert.note', output: 'out' }],
      },
    ],
  })
const suite = JSON.stringify({
  name: 'order.created',
  expectations: [{ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'note' } }],
})
const record = JSON.stringify({
  topic: 'order.created',
  partition: 0,
  offset: 0,
  arrival: '2026-01-01T00:00:00.000Z',
  key: 'a',
  value: { order_id: 'a', note: 'x' },
})
const consumer = `version: 1\nservice: billing\nowner: team-billing\nconsumes:\n  - { contract: order.created, fields: [note] }\n`
const plan = `version: 1
contract: order.created
to: v2
fields: [{ from: note }]
owner: checkout
reason: Nobody reads it
dualWriteFrom: 2026-01-01
sunset: 2099-01-01
consumers: []
`

/** Each kind of file that says who uses a field, and the words by which a finding shows it. */
// biome-ignore format: one row a case
const USERS = [
  ['lineage.json', { 'jobs/noter.ts': JOB, 'lineage.json': lineage(JOB) }, 'hurts: job noter'],
  ['a suite', { 'expectations/order.created.json': suite }, 'expectation order.created'],
  ['a recorded case', { 'fixtures/noter/first/input/order.created.jsonl': `${record}\n` }, '1 recorded case: noter/first'],
  ['a consumer', { 'contracts/consumers/billing.yaml': consumer }, 'consumer billing'],
  ['a plan', { 'plans/order.created-v2.yaml': plan }, 'plans/order.created-v2.yaml'],
  ['a job without lineage', { 'jobs/noter.ts': JOB }, 'missing-lineage'],
  ['what this repo consumes', { 'consumes.yaml': 'version: 1\nservice: [\n' }, 'consumes.yaml:3'],
] as const

const removed = AVSC.replace(/,\s*\{ "name": "note"[^\n]*\}(?=,?\n)/, '')

test.for(USERS)('what is staged is judged with %s as it is staged', async ([, files, shown]) => {
  const repo = gitRepo()
  repo.commit('first', {
    'dq.yaml': 'version: 1\n',
    [`contracts/${ODCS_PATH}`]: ODCS,
    [`contracts/${AVSC_PATH}`]: AVSC,
  })
  repo.write({ [`contracts/${AVSC_PATH}`]: removed })
  repo.git('add', '-A')
  const check = async () => (await runHere(['contract', 'check', '--staged'], { cwd: repo.folder, env: {} })).output
  expect(await check()).toContain('note')
  // In the work tree alone it is no part of the next commit.
  repo.write(files)
  expect(await check()).not.toContain(shown)
  repo.git('add', '-A')
  expect(await check()).toContain(shown)
  // Staged, and something else in the work tree.
  for (const path of Object.keys(files)) repo.write({ [path]: '{' })
  expect(await check()).toContain(shown)
})

test('a job is as stale as what is staged of it', async () => {
  const repo = gitRepo()
  repo.commit('first', {
    'dq.yaml': 'version: 1\n',
    [`contracts/${ODCS_PATH}`]: ODCS,
    [`contracts/${AVSC_PATH}`]: AVSC,
    'jobs/noter.ts': JOB,
    'lineage.json': lineage(JOB),
  })
  repo.write({ [`contracts/${AVSC_PATH}`]: removed })
  repo.git('add', '-A')
  const check = async () => (await runHere(['contract', 'check', '--staged'], { cwd: repo.folder, env: {} })).output
  repo.write({ 'jobs/noter.ts': '// another' })
  expect(await check()).not.toContain('stale-lineage')
  repo.git('add', 'jobs/noter.ts')
  repo.write({ 'jobs/noter.ts': JOB })
  expect(await check()).toContain('stale-lineage')
})
