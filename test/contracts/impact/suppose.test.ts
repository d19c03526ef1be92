import { expect, test } from 'vitest'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import { subjectNamed } from '../../../src/contracts/impact/subject-named.ts'
import { suppose, type Trial } from '../../../src/contracts/impact/suppose.ts'
import { BASE, contractsOf, field, note } from '../diff/repo.ts'

const lines =
  '"lines", "type": { "type": "array", "items": { "type": "record", "name": "Line", "fields": [{ "name": "sku", "type": "string" }] } }'
const repo = field(`{ "name": ${lines} }`)

// biome-ignore format: one row a case
const cases: [path: string, as: Trial, changes: string[]][] = [
  ['order_id',    'removed',  ['field-removed order_id']],
  ['order_id',    'renamed',  ['field-renamed order_id_renamed']],
  ['order_id',    'retyped',  ['type-changed order_id']],
  ['order_id',    'nullable', ['default-added order_id', 'nullability-changed order_id']],
  ['note',        'nullable', []],
  ['lines[].sku', 'removed',  ['field-removed lines[].sku']],
  ['lines[].sku', 'retyped',  ['type-changed lines[].sku']],
]

test.for(cases)('%s %s', async ([path, as, expected]) => {
  const [contract] = await contractsOf(repo)
  const changes = diffContracts([contract!], [suppose(contract!, path, as)])
  const about = changes.filter(({ kind }) => !['aliases-changed', 'contract-id-changed'].includes(kind))
  expect(about.map(({ kind, path: at }) => `${kind} ${at}`).sort()).toEqual(expected)
  // What is told has the place of the file as it is.
  for (const { after, before } of about) expect((after ?? before)?.file).toMatch(/\.(avsc|odcs\.yaml)$/)
})

test('a field is named with its contract, whose name has dots too', async () => {
  const contracts = await contractsOf(repo)
  expect(subjectNamed('order.created.lines[].sku', contracts)).toMatchObject({ field: 'lines[].sku' })
  expect(subjectNamed('order.created', contracts)).toMatchObject({ field: '*' })
  expect(() => subjectNamed('order.created.order_di', contracts)).toThrow(
    'order.created has no field "order_di" (did you mean "order_id"?)',
  )
  expect(() => subjectNamed('order.craeted', contracts)).toThrow(
    'there is no contract or field "order.craeted" (did you mean "order.created"?)',
  )
})

test('what stays is the same object: the contract itself is not changed', async () => {
  const [contract] = await contractsOf(note('["null", "string"], "default": null'))
  const text = JSON.stringify(contract!.schema)
  suppose(contract!, 'note', 'removed')
  expect(JSON.stringify(contract!.schema)).toBe(text)
  expect(Object.keys(BASE)).toHaveLength(2)
})
