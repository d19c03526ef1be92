import { expect, test } from 'vitest'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { contractNamed, requireContracts } from '../../../src/contracts/repo/require.ts'
import { AVSC, AVSC_PATH, edited, ODCS, ODCS_PATH, renamed } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'

const rich = `${edited(ODCS, '        required: false\n', "        required: false\n        classification: personal\n        examples: [x]\n        logicalTypeOptions: {maxLength: 9, pattern: '^[a-z]+$'}\n")}  - property: partitions
    value: 3
team: {name: checkout}
domain: orders
description: {purpose: Announce orders.}
slaProperties: [{property: latency, value: 5, unit: s, element: order_created.created_at}]
`

test('a contract has what both its files say', async () => {
  const { contracts, findings } = await loadContracts(memoryFiles({ [ODCS_PATH]: rich, [AVSC_PATH]: AVSC }))
  expect(findings).toEqual([])
  const [contract] = contracts
  expect(contract).toMatchObject({
    id: 'order-created',
    name: 'order.created',
    version: '1.0.0',
    status: 'active',
    layer: 'events',
    kind: 'topic',
    domain: 'orders',
    owner: 'checkout',
    purpose: 'Announce orders.',
    sla: [{ property: 'latency', value: 5, unit: 's', element: 'order_created.created_at' }],
    files: { odcs: 'contracts/events/order.created.odcs.yaml', avsc: 'contracts/events/order.created.avsc' },
  })
  expect(contract?.schema.fullName).toBe('shop.OrderCreated')
  expect(contract?.settings).toEqual({
    compatibility: 'BACKWARD',
    wireFormat: 'avro',
    key: 'order_id',
    keyFormat: 'string',
    subjectStrategy: 'TopicNameStrategy',
    partitions: 3,
    partitioner: 'murmur2',
    eventTime: 'created_at',
    eventId: 'order_id',
  })
  expect(contract?.fields[2]).toEqual({
    name: 'note',
    logicalType: 'string',
    physicalType: 'string',
    required: false,
    classification: 'personal',
    examples: ['x'],
    constraints: { maxLength: 9, pattern: '^[a-z]+$' },
    at: { file: 'contracts/events/order.created.odcs.yaml', line: 27, column: 9, path: '/schema/0/properties/2' },
  })
})

test('bounds keep the digits that were typed', async () => {
  const text = edited(
    ODCS,
    'decimal(12,2)\n',
    'decimal(12,2)\n        logicalTypeOptions: {minimum: 0.10, maximum: 9007199254740993}\n',
  )
  const { contracts } = await loadContracts(memoryFiles({ [ODCS_PATH]: text, [AVSC_PATH]: AVSC }))
  expect(contracts[0]?.fields[1]?.constraints).toEqual({ minimum: '0.10', maximum: '9007199254740993' })
})

test('fields come in the order of the avsc, whatever the order of the properties', async () => {
  const swapped = AVSC.replace(/( {4}\{ "name": "order_id".*\n)( {4}\{ "name": "total".*\n)/, '$2$1')
  const { contracts } = await loadContracts(memoryFiles({ [ODCS_PATH]: ODCS, [AVSC_PATH]: swapped }))
  expect(contracts[0]?.fields.map(({ name }) => name)).toEqual(['total', 'order_id', 'note', 'created_at'])
})

test('a contract with mistakes is left out, the others are there', async () => {
  const files = {
    [ODCS_PATH]: edited(ODCS, 'status: active', 'status: activ'),
    [AVSC_PATH]: AVSC,
    'events/b.odcs.yaml': renamed(ODCS, 'b'),
    'events/b.avsc': renamed(AVSC, 'b'),
  }
  const { contracts, documents } = await loadContracts(memoryFiles(files))
  expect(contracts.map(({ name }) => name)).toEqual(['b'])
  expect(documents).toHaveLength(2)
  await expect(requireContracts(memoryFiles(files))).rejects.toThrow(
    /^the contracts have mistakes: status: Invalid option/,
  )
})

test('a warning does not stop those who need the contracts', async () => {
  const files = {
    [ODCS_PATH]: edited(ODCS, 'minLength: 1', 'minLength: 1\n        items: {logicalTypeOptions: {minLength: 1}}'),
    [AVSC_PATH]: AVSC,
  }
  const { findings } = await loadContracts(memoryFiles(files))
  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['option-not-enforced warning'])
  expect(await requireContracts(memoryFiles(files))).toHaveLength(1)
})

test('a name that nobody has is answered with the one that was meant', async () => {
  const contracts = await requireContracts(memoryFiles({ [ODCS_PATH]: ODCS, [AVSC_PATH]: AVSC }))
  expect(contractNamed(contracts, 'order.created').id).toBe('order-created')
  expect(() => contractNamed(contracts, 'order.creatde')).toThrow('did you mean "order.created"?')
})
