import { expect, test } from 'vitest'
import { dateWindows } from '../../../src/pipelines/batch/date-window.ts'
import { readHeader } from '../../../src/pipelines/sql/header.ts'
import { isCron } from '../../../src/pipelines/sql/schedule.ts'
import { ownJobs } from './read.ts'

const read = (...lines: string[]) =>
  readHeader({ file: 'jobs/x.sql', text: [...lines.map((line) => `-- ${line}`), 'SELECT 1 AS one'].join('\n') })

test('a head says what is written, when it runs, and whose dates rows have', () => {
  const header = read(
    'What it is,',
    'in two lines.',
    '@output silver.ledger',
    '@parameter date date',
    '@schedule 0 2 * * 1-5',
    '@timezone America/Sao_Paulo',
    '@dates bronze.items from bronze.orders by order_id, region',
    '@dates bronze.payments with payment_id, region from bronze.orders by order_id',
  )
  expect(header).toMatchObject({
    description: 'What it is, in two lines.',
    output: { contract: 'silver.ledger' },
    schedule: { cron: '0 2 * * 1-5', timeZone: 'America/Sao_Paulo' },
  })
  expect([...header.dates]).toMatchObject([
    ['bronze.items', { from: 'bronze.orders', by: ['order_id', 'region'], with: [] }],
    ['bronze.payments', { from: 'bronze.orders', by: ['order_id'], with: ['payment_id', 'region'] }],
  ])
})

// biome-ignore format: one row a case
const mistakes: [what: string, lines: string[], message: string][] = [
  ['no output',                 ['@schedule 0 2 * * *'],                                   'nothing says what this job writes'],
  ['two schedules',             ['@output a.b', '@schedule 0 2 * * *', '@schedule 0 3 * * *'], 'a second @schedule'],
  ['a schedule by name',        ['@output a.b', '@schedule @daily'],                       '"@daily" is no schedule'],
  ['a zone that is none',       ['@output a.b', '@schedule 0 2 * * *', '@timezone Brasilia'], '"Brasilia" is no time zone'],
  ['a zone without a schedule', ['@output a.b', '@timezone UTC'],                          '@timezone says nothing without @schedule'],
  ['dates of nobody',           ['@output a.b', '@dates bronze.items by order_id'],        '@dates says whose dates the rows of a table belong to'],
  ['a setting that is none',    ['@output a.b', '@shedule 0 2 * * *'],                     'unknown setting @shedule (did you mean'],
]

test.for(mistakes)('%s is refused with its place', ([, lines, message]) => {
  expect(() => read(...lines)).toThrow(message)
})

// biome-ignore format: one row a case
const crons: [text: string, is: boolean][] = [
  ['0 2 * * *',         true],
  ['*/15 0-6 1,15 * 0', true],
  ['0 2-22/4 * 1-3 7',  true],
  ['60 2 * * *',        false],
  ['0 24 * * *',        false],
  ['0 2 0 * *',         false],
  ['0 2 * 13 *',        false],
  ['0 2 * * 8',         false],
  ['0 6-2 * * *',       false],
  ['5/10 2 * * *',      false], // engines read it in two ways
  ['0 2 * * MON',       false],
  ['0 2 * *',           false],
  ['@daily',            false],
]

test.for(crons)('"%s" is a schedule: %s', ([text, is]) => expect(isCron(text)).toBe(is))

test('every batch job here has a schedule, and says of each input which days a run reads or whose dates it has', () => {
  expect(ownJobs.findings).toEqual([])
  const inputs = ownJobs.jobs.flatMap(({ job, analysis }) => {
    expect(job.schedule, job.name).toBeDefined()
    return [...dateWindows(analysis.query, analysis.facts, 'date')].map(
      ([table, window]) => window ?? job.dates.get(table),
    )
  })
  expect([inputs.length, inputs.filter((one) => one === undefined)]).toEqual([11, []])
})
