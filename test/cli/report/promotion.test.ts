import { expect, test } from 'vitest'
import type { Outcome } from '../../../src/cli/promote/outcome.ts'
import { promotionGithub } from '../../../src/cli/report/promotion/github.ts'
import { promotionMarkdown } from '../../../src/cli/report/promotion/markdown.ts'
import { promotionText } from '../../../src/cli/report/promotion/text.ts'
import type { PlannedTable, PromotionPlan } from '../../../src/lake/promote/plan.ts'

const EVIL = '<img src=x onerror=alert(1)> | [click](http://evil.example) @everyone\n::error::gone **bold** `code`'

const state = (rows: string, version: string) => ({
  metadataLocation: '',
  snapshotId: '1',
  rows,
  files: '2',
  bytes: '2048',
  contract: version,
})

const table: PlannedTable = {
  table: 'silver.orders',
  kind: 'changed',
  before: state('100', '1.0.0'),
  after: state('60', '2.0.0'),
  schema: [
    { kind: 'added', id: 7, path: 'note', after: 'string' },
    { kind: 'dropped', id: 3, path: 'email', before: 'string' },
    { kind: 'renamed', id: 4, path: 'total', before: 'amount', after: 'total' },
    { kind: 'retyped', id: 5, path: 'items', before: 'long', after: 'int' },
  ],
  partitioning: { before: 'nothing', after: 'day(at)' },
  properties: [{ name: 'dq.contract.version', before: '1.0.0', after: '2.0.0' }],
  isAhead: false,
  wasRolledBack: false,
}

const plan: PromotionPlan = {
  kind: 'promotion',
  from: { branch: 'staging', hash: 'a'.repeat(40) },
  to: { branch: 'prod', hash: 'b'.repeat(40) },
  base: null,
  tag: null,
  changes: '',
  policy: '',
  declarations: '',
  authors: [],
  tables: [table],
  destructive: [
    { kind: 'column-dropped', table: 'silver.orders', column: 'email', detail: 'string' },
    { kind: 'rows-lost', table: 'silver.orders', rows: 40, detail: '40 of 100 rows (40 %)' },
  ],
  consumers: [
    { table: 'silver.orders', column: null, users: ['job mails', 'table gold.sales'] },
    { table: 'silver.orders', column: 'email', users: ['job mails'] },
  ],
  gates: [],
}

const outcome = (reason: string): Outcome => ({
  kind: 'promotion',
  result: 'refused',
  from: plan.from,
  to: plan.to,
  base: null,
  tag: null,
  who: reason,
  policy: 'of main',
  conflicts: [
    {
      kind: 'changed',
      table: 'silver.a',
      source: [{ hash: 'c'.repeat(40), author: 'Ana', time: 0, message: reason }],
      target: [],
    },
  ],
  plan,
  digest: 'd'.repeat(64),
  samples: [],
  gates: [{ gate: 'expectations', verdict: 'fail', looked: '3 expectations', reasons: [reason], notes: [] }],
  gatesLeft: [],
  verdicts: [{ rule: 'promotion-permits', status: 'fail', text: reason, fix: 'ask' }],
  refusals: [reason],
  warnings: [],
})

test('what becomes of a table is told: rows, columns, partitions, contract, who uses it, what is lost', () => {
  const text = promotionText(outcome('no'))
  const lines = text.slice(text.indexOf('plan: '), text.indexOf('gates on')).trim().split('\n')
  expect(lines).toEqual([
    'plan: 1 table of prod (1 changed)',
    '  ~ silver.orders  -40 rows (60 in all)',
    '      + note string',
    '      - email string',
    '      amount is called total',
    '      items: long becomes int',
    '      partitioned by day(at), before by nothing',
    '      contract: 1.0.0 becomes 2.0.0',
    '      its history is another one: rows were rewritten, or taken back',
    '      used by job mails, table gold.sales',
    '      email is used by job mails',
    '  what is taken away:',
    '    column-dropped  silver.orders.email: string',
    '    rows-lost  silver.orders: 40 of 100 rows (40 %)',
  ])
  expect(text).toContain('  hint: ask')
})

test('a conflict is told with the commits of each side', () => {
  expect(promotionText(outcome('Append rows'))).toContain(
    'conflicts: 1 table\n  silver.a: both sides changed it\n    staging  cccccccccccc  1970-01-01 00:00:00  Ana: Append rows',
  )
})

test('nothing of somebody’s data is markup, a link or a mention in Markdown', () => {
  const page = promotionMarkdown(outcome(EVIL))
  expect(page).not.toMatch(/<img|\[click\]|@everyone|\*\*bold/)
  expect(page).not.toContain('\n::error::gone')
})

test('nothing of somebody’s data is a command of the workflow', () => {
  const lines = promotionGithub(outcome(EVIL)).split('\n')
  expect(
    lines
      .filter((line) => line.startsWith('::'))
      .every((line) => line.startsWith('::error title=promote staging → prod::')),
  ).toBe(true)
  expect(lines.length).toBe(4)
})
