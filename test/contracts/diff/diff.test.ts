import { expect, test } from 'vitest'
import { parseAvroSchema } from '../../../src/contracts/avro/parse.ts'
import type { AvroRecord } from '../../../src/contracts/avro/schema.ts'
import type { Change } from '../../../src/contracts/diff/change.ts'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { Place } from '../../../src/kernel/finding.ts'
import { cases } from './cases.ts'
import { avsc, BASE, contractsOf, note } from './repo.ts'

const line = (place: Place | undefined) =>
  place === undefined ? '–' : `${place.file.endsWith('.avsc') ? 'a' : ''}${place.line}`

const shown = (change: Change) => {
  const { sign, text } = describeChange(change)
  return `${change.kind} ${change.path} ${line(change.before)}→${line(change.after)}: ${sign} ${text}`
}

test.for(cases)('%s', async ([, before, after, expected]) => {
  const changes = diffContracts(await contractsOf(before, 'old'), await contractsOf(after, 'new'))
  expect(changes.map(shown)).toEqual(expected)
  for (const change of changes) {
    if (change.before !== undefined) expect(change.before.file).toMatch(/^old\//)
    if (change.after !== undefined) expect(change.after.file).toMatch(/^new\//)
  }
})

test('changes are plain data: JSON holds all of it', async () => {
  const changes = diffContracts(await contractsOf(BASE), await contractsOf(note('["null", "int"], "default": null')))
  expect(JSON.parse(JSON.stringify(changes))).toEqual(changes)
  expect(changes).toEqual([
    {
      kind: 'type-changed',
      of: 'order.created',
      path: 'note',
      before: { file: 'contracts/events/order.created.avsc', line: 8, column: 31, path: '/fields/2/type' },
      after: { file: 'contracts/events/order.created.avsc', line: 8, column: 31, path: '/fields/2/type' },
      from: 'string',
      to: 'int',
      isPromoted: false,
    },
  ])
})

test('what is undone is said with the signs turned round', async () => {
  const before = await contractsOf(BASE)
  const after = await contractsOf(avsc(['"note", "type"', '"remark", "type"']))
  const signs = (changes: readonly Change[]) => changes.map((change) => describeChange(change).sign).sort()
  expect(signs(diffContracts(before, after))).toEqual(signs(diffContracts(after, before)))
})

test('records that follow one another 3,000 deep are compared without a stack', async () => {
  const [contract] = await contractsOf(BASE)
  const chain = (last: string): AvroRecord => {
    const records = Array.from({ length: 3000 }, (_, i) => ({
      type: 'record',
      name: `R${i}`,
      fields: [{ name: 'f', type: i === 2999 ? last : `R${i + 1}` }],
    }))
    const union = parseAvroSchema(records)
    const [first] = union.kind === 'union' ? union.branches : []
    if (first?.kind !== 'record') throw new Error('the first branch is a record')
    return first
  }
  const state = (schema: AvroRecord): Contract[] =>
    contract === undefined ? [] : [{ ...contract, schema, fields: [] }]
  const changes = diffContracts(state(chain('int')), state(chain('string')))
  expect(changes.map(({ kind, path }) => [kind, path.length])).toEqual([['type-changed', 2 * 3000 - 1]])
})
