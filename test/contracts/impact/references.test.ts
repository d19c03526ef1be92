import { expect, test } from 'vitest'
import { contractReferences } from '../../../src/contracts/impact/references.ts'
import { memoryFiles } from '../memory-files.ts'

const document = (name: string, more: string) =>
  `name: ${name}\ndescription:\n  purpose: Follows order.created.\n${more}`

test('a contract that names another is told with the line: dead letters, foreign keys, what a field was made from', async () => {
  const files = memoryFiles({
    'a/payment.odcs.yaml': document(
      'payment',
      'customProperties:\n  - property: deadLetterTopic\n    value: order.created\n',
    ),
    'a/bill.odcs.yaml': document(
      'bill',
      'schema:\n  - relationships:\n      - to: order.created.order_id\n    properties:\n      - name: total\n        transformSourceObjects: [order.created.total]\n',
    ),
    'a/other.odcs.yaml': document(
      'other',
      'customProperties:\n  - property: deadLetterTopic\n    value: order.created.late\n',
    ),
    'a/order.created.odcs.yaml': document(
      'order.created',
      'customProperties:\n  - property: deadLetterTopic\n    value: order.created\n',
    ),
  })
  const { usages } = await contractReferences(files, new Set(['order.created', 'order.created.late']))
  expect(usages.map(({ contract, field, by }) => [by.name, contract, field, by.at?.line])).toEqual([
    ['bill', 'order.created', 'order_id', 6],
    ['bill', 'order.created', 'total', 9],
    ['other', 'order.created.late', '*', 6],
    ['payment', 'order.created', '*', 6],
  ])
})
