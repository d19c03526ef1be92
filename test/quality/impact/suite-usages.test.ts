import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Usage } from '../../../src/contracts/impact/usage.ts'
import { suiteUsages } from '../../../src/quality/suite-usages.ts'
import { repo } from '../../built.ts'

const suites = globSync('expectations/**/*.json', { cwd: repo }).sort()

test.for(suites)('%s: read quickly it says what the reader of suites says, with the same lines', (path) => {
  const text = readFileSync(join(repo, path), 'utf8')
  const table = basename(path, '.json')
  const quick = suiteUsages(table, path, text)
  // A comment makes it YAML, which only the reader of suites knows; everything stands a line lower.
  const slow = suiteUsages(table, path, `# a comment\n${text}`)
  const onLine = (usages: readonly Usage[], shift: number) =>
    usages.map(({ contract, field, by }) => [contract, field, by.name, by.path, (by.at?.line ?? 0) + shift])
  expect(quick.length).toBeGreaterThan(5)
  expect(onLine(quick, 1)).toEqual(onLine(slow, 0))
})

test('columns of conditions and tables of references are used too', () => {
  const suite = {
    name: 's',
    expectations: [
      {
        type: 'expect_column_values_to_not_be_null',
        kwargs: {
          column: 'paid_at',
          row_condition: {
            type: 'comparison',
            column: { name: 'state' },
            operator: '==',
            parameter: 'PAID',
          },
        },
      },
    ],
    meta: {
      dq: {
        expectations: [
          { type: 'dq_references_to_exist', kwargs: { column_list: ['order_id'], other_table: 'orders' } },
        ],
      },
    },
  }
  const used = suiteUsages('payments', 'x.json', JSON.stringify(suite))
  expect(used.map(({ contract, field }) => `${contract}.${field}`)).toEqual([
    'payments.paid_at',
    'payments.state',
    'payments.order_id',
    'orders.*',
  ])
})

test('a suite with a mistake says nothing', () => {
  expect(suiteUsages('t', 'x.json', '{"name": "s", "expectations": [{"type": "expect_nothing"}]}')).toEqual([])
  expect(suiteUsages('t', 'x.json', '{"name"')).toEqual([])
})
