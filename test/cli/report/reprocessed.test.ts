import { expect, test } from 'vitest'
import { reprocessedData, reprocessedText } from '../../../src/cli/report/reprocessed.ts'
import type { Reprocessed } from '../../../src/cli/reprocess/reprocess.ts'
import type { Contract } from '../../../src/contracts/model.ts'

const row = (customer_id: string, orders: number) => ({
  line: 1,
  event: { topic: 'feature.customer', key: customer_id, value: { customer_id, orders } },
})

test('what is otherwise is told without the ids of persons, to people and to machines', () => {
  const contract = {
    settings: { key: 'customer_id' },
    fields: [
      { name: 'customer_id', classification: 'personal' },
      { name: 'orders', classification: 'internal' },
    ],
  } as unknown as Contract
  const compared = [
    {
      topic: 'feature.customer',
      contract,
      same: 0,
      fresh: [row('ana', 1)],
      changed: [{ was: row('ben', 1), is: row('ben', 2) }],
      gone: [row('cleo', 1)],
    },
  ]
  const done = { job: 'customer-features', inputs: [], out: 'out', compared } as unknown as Reprocessed
  const text = reprocessedText(done)
  expect(text).toContain('feature.customer ***: orders')
  const data = reprocessedData(done)
  expect(data.compared?.[0]?.changed[0]?.is.event).toEqual({
    topic: 'feature.customer',
    key: '***',
    value: { customer_id: '***', orders: 2 },
  })
  expect(`${text}${JSON.stringify(data)}`).not.toMatch(/ana|ben|cleo/)
})
