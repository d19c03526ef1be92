import { expect, test } from 'vitest'
import { lineageDifferences } from '../../../src/contracts/lineage/lineage-differences.ts'
import {
  type LineageFile,
  type LineageJob,
  lineageText,
  splitField,
} from '../../../src/contracts/lineage/lineage-file.ts'
import { readLineage } from '../../../src/contracts/lineage/read-lineage.ts'
import { digestOf, staleJobs } from '../../../src/contracts/lineage/stale-jobs.ts'
import { usagesOfLineage } from '../../../src/contracts/lineage/usages-of-lineage.ts'

const SOURCE = "job('fraud')\n"
const job: LineageJob = {
  name: 'fraud',
  kind: 'windowed',
  sources: [{ file: 'jobs/fraud.ts', sha256: digestOf(SOURCE) }],
  outputs: [{ name: 'alert', contract: 'fraud.alert', kind: 'topic', mode: 'emit' }],
  uses: { 'order.created.total': ['jobs/fraud.ts:4', 'jobs/rules.yaml:9'] },
  edges: [
    { from: 'order.created.total', kind: 'value', to: 'fraud.alert.amount', output: 'alert' },
    { from: 'order.created.id', kind: 'key', to: 'fraud.alert.*', output: 'alert' },
  ],
}
const lineage: LineageFile = { lineageVersion: 1, jobs: [job] }

test('the file is read as it was written, and has a line an edge', () => {
  const text = lineageText(lineage)
  expect(readLineage('lineage.json', text)).toEqual({ lineage, findings: [] })
  expect(text).toContain(
    '\n        { "from": "order.created.total", "kind": "value", "to": "fraud.alert.amount", "output": "alert" },\n',
  )
  expect(readLineage('lineage.json', lineageText({ jobs: [] })).lineage).toEqual({ lineageVersion: 1, jobs: [] })
})

// biome-ignore format: one row a case
const mistakes: [what: string, text: string, line: number, message: RegExp][] = [
  ['a merge conflict',     '{\n<<<<<<< ours\n}',                                                             1, /and 2 more/],
  ['an unknown key',       lineageText(lineage).replace('"kind": "windowed"', '"knd": "windowed"'),          4, /"kind" is missing/],
  ['an edge of no kind',   lineageText(lineage).replace('"kind": "value"', '"kind": "valeu"'),               17, /valeu|kind/],
  ['another version',      lineageText(lineage).replace('"lineageVersion": 1', '"lineageVersion": 2'),       2, /lineageVersion/],
]

test.for(mistakes)('%s is told with its line, and what mends it', ([, text, line, message]) => {
  const { lineage: read, findings } = readLineage('lineage.json', text)
  expect(read).toBeUndefined()
  expect(findings.map(({ rule }) => rule)).toContain('invalid-lineage')
  const found = findings.find(({ at, message: said }) => at.line === line && message.test(said))
  expect(found, JSON.stringify(findings)).toMatchObject({
    rule: 'invalid-lineage',
    severity: 'error',
    fix: expect.stringContaining('dq lineage export'),
  })
})

test('a job becomes a user with the place of the field, what it writes and of which kind that is', () => {
  expect(usagesOfLineage(lineage, (file) => `data/${file}`)('order.created')).toEqual([
    {
      contract: 'order.created',
      field: 'total',
      edge: 'value',
      by: { kind: 'job', name: 'fraud', path: 'alert.amount', at: { file: 'data/jobs/fraud.ts', line: 4 } },
      to: { contract: 'fraud.alert', field: 'amount', kind: 'topic' },
    },
    {
      contract: 'order.created',
      field: 'id',
      edge: 'key',
      by: { kind: 'job', name: 'fraud', path: 'alert.*' },
      to: { contract: 'fraud.alert', field: '*', kind: 'topic' },
    },
  ])
  expect(splitField('order.created.*')).toEqual({ contract: 'order.created', field: '*' })
})

test('a job that changed, is new or is gone makes the file stale; other line ends do not', () => {
  const stale = (jobs: Record<string, string>, texts: Record<string, string>) =>
    staleJobs(lineage, {
      file: 'lineage.json',
      jobs: new Map(Object.entries(jobs)),
      digest: (file) => texts[file] && digestOf(texts[file]),
    })
  const same = { fraud: 'jobs/fraud.ts' }
  expect(stale(same, { 'jobs/fraud.ts': SOURCE.replace('\n', '\r\n') })).toEqual([])
  expect(stale(same, { 'jobs/fraud.ts': `${SOURCE} ` })).toMatchObject([
    {
      rule: 'stale-lineage',
      severity: 'error',
      message: 'jobs/fraud.ts of job fraud changed since the lineage file was written',
      fix: expect.stringContaining('dq lineage export'),
    },
  ])
  expect(stale({}, {})).toMatchObject([{ message: 'jobs/fraud.ts of job fraud is gone' }])
  expect(stale({ ...same, bill: 'jobs/bill.ts' }, { 'jobs/fraud.ts': SOURCE })).toMatchObject([
    { message: 'jobs/bill.ts is a job, and the lineage file does not know it' },
  ])
})

test('how the file differs from the jobs is said by edges', () => {
  const said = (now: LineageJob[]) =>
    lineageDifferences(lineage, { jobs: now }, 'lineage.json').map(({ message }) => message)
  const [first, second] = job.edges as [LineageJob['edges'][number], LineageJob['edges'][number]]
  expect(said([{ ...job, edges: [first] }])).toEqual([
    'job fraud: order.created.id → fraud.alert.* (key) is not true any more',
  ])
  expect(said([{ ...job, edges: [first, second, { ...first, kind: 'filter' }] }])).toEqual([
    'job fraud: order.created.total → fraud.alert.amount (filter) is missing',
  ])
  expect(said([{ ...job, uses: {} }])).toEqual(['job fraud: its texts or lines changed, its edges are the same'])
  expect(said([])).toEqual(['job fraud is gone'])
  expect(said([job, { ...job, name: 'bill' }])).toEqual(['job bill is missing'])
  expect(said([job])).toEqual(['it was not written by this version of dq lineage export'])
})
