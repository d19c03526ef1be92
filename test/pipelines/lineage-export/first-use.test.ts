import { expect, test } from 'vitest'
import { firstUses } from '../../../src/pipelines/lineage-export/first-use.ts'
import { localImports } from '../../../src/pipelines/lineage-export/local-imports.ts'

const module = `import { rate } from './rates.ts'
/* order.total is
   what counts */
export default job('bill') // order.id
  .inputs({ order: 'order.created', pay: 'payment.authorized' })
  .keyBy('customer_id')
  .values(({ order, pay }) => ({
    paid: sum(pay.amount),
    owed: order?.total,
    text: concat("it's // no comment", pay.method),
  }))
  .reads({ order: ['region'] })
`
const rules = 'rules:\n  # $order.total\n  - when: { gt: [$order.total, 0] }\n'
const sources = [
  { file: 'jobs/bill.ts', text: module },
  { file: 'jobs/rules.yaml', text: rules },
]

// biome-ignore format: one row a case
const cases: [what: string, alias: string, field: string, uses: string[]][] = [
  ['by its alias, not in a comment, and in the rules',  'order', 'total',       ['jobs/bill.ts:9', 'jobs/rules.yaml:3']],
  ['by its alias',                                      'pay',   'amount',      ['jobs/bill.ts:8']],
  ['after a text that looks like a comment',            'pay',   'method',      ['jobs/bill.ts:10']],
  ['as the key',                                        'order', 'customer_id', ['jobs/bill.ts:6']],
  ['as a text of its own',                              'order', 'region',      ['jobs/bill.ts:12']],
  ['not where another input is meant',                  'order', 'amount',      ['jobs/bill.ts:5']],
  ['nowhere: where its contract is named',              'pay',   'event_id',    ['jobs/bill.ts:5']],
]

test.for(cases)('a field is found %s', ([, alias, field, expected]) => {
  const contract = alias === 'order' ? 'order.created' : 'payment.authorized'
  expect(firstUses({ alias, contract, field }, ['order', 'pay'], sources)).toEqual(expected)
})

test('what a job imports from beside it belongs to it, packages do not', () => {
  const text =
    "import x from './a.ts'\nexport { y } from \"./b.ts\"\nawait import('./c.ts')\nimport '@dq-toolkit/dq/pipelines'\nimport z from '../d.ts'\n"
  expect(localImports(text)).toEqual(['./a.ts', './b.ts', './c.ts'])
})
