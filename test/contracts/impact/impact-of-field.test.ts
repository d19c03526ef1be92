import { describe, expect, test } from 'vitest'
import { impactOf } from '../../../src/contracts/impact/impact-of-field.ts'
import { impactTree, type UserNode } from '../../../src/contracts/impact/impact-tree.ts'
import type { EdgeKind, Usage } from '../../../src/contracts/impact/usage.ts'
import { indexUsages } from '../../../src/contracts/impact/usage-index.ts'

/** `order.total -value-> job a -> alert.amount`, read from left to right. */
const use = (from: string, edge: EdgeKind, who: string, to?: string): Usage => {
  const [kind, name] = who.split(' ') as [Usage['by']['kind'], string]
  const [contract, field] = from.split('/') as [string, string]
  const target = to?.split('/') as [string, string] | undefined
  return {
    contract,
    field,
    edge,
    by: { kind, name, at: { file: `${name}.ts`, line: 3 } },
    ...(target && {
      to: { contract: target[0], field: target[1], kind: target[0].startsWith('g') ? 'table' : 'topic' },
    }),
  }
}

const repo = [
  use('order/total', 'value', 'job enrich', 'alert/amount'),
  use('order/total', 'filter', 'job enrich', 'alert/*'),
  use('order/id', 'key', 'job enrich', 'alert/*'),
  use('order/lines[].sku', 'value', 'job lines', 'line/sku'),
  use('alert/amount', 'value', 'sql-job daily', 'gold/sum'),
  use('alert/order', 'group', 'sql-job daily', 'gold/*'),
  use('gold/sum', 'check', 'expectation gold'),
  use('gold/order', 'read', 'consumer board'),
  use('order/*', 'read', 'consumer everything'),
]
const index = indexUsages(repo)

const text = (field: string, contract = 'order', edges?: readonly EdgeKind[]): string[] =>
  impactOf({ contract, field, ...(edges && { edges }) }, index).map(
    ({ kind, name, path, use, via = [] }) =>
      `${kind} ${name}${path === undefined ? '' : `.${path}`} ${use}${via.length === 0 ? '' : ` by ${via.join(' → ')}`}`,
  )

describe('who is hurt by a change of a field', () => {
  test('whoever uses it, what they write, and whoever uses that, nearest first, with the way', () => {
    expect(text('amount', 'alert')).toEqual([
      'sql-job daily value',
      'table gold.sum value by sql-job daily',
      'expectation gold check by sql-job daily → gold.sum',
    ])
  })

  test('where it decides whether a record is written, every user of that record', () => {
    expect(text('id')).toEqual(
      [
        'job enrich key',
        'consumer everything read',
        'topic alert key by job enrich',
        'sql-job daily value by job enrich → alert',
        'sql-job daily group by job enrich → alert',
        'table gold.sum value by job enrich → alert → sql-job daily',
        'table gold group by job enrich → alert → sql-job daily',
        'expectation gold check by job enrich → alert → sql-job daily → gold.sum',
        'consumer board read by job enrich → alert → sql-job daily → gold',
      ].toSorted(nearestFirst),
    )
  })

  test('a field that lies in it, and what it lies in', () => {
    expect(text('lines')).toContain('job lines value')
    expect(text('lines[].sku.code')).toContain('job lines value')
    expect(text('line')).not.toContain('job lines value')
  })

  test('only those who feel the change, where only some edges do', () => {
    expect(text('*', 'order', ['key'])[0]).toBe('job enrich key')
    expect(text('*', 'order', ['time'])).toEqual([])
  })

  test('nobody', () => {
    expect(text('sum', 'nothing')).toEqual([])
  })

  test('a circle of jobs ends', () => {
    const circle = indexUsages([use('a/x', 'value', 'job one', 'b/x'), use('b/x', 'value', 'job two', 'a/x')])
    expect(impactOf({ contract: 'a', field: 'x' }, circle).map(({ name }) => name)).toEqual(['one', 'b', 'two', 'a'])
    expect(impactTree({ contract: 'a', field: 'x' }, circle)[0]?.writes[0]?.users[0]?.writes[0]).toMatchObject({
      contract: 'a',
      users: [],
      repeated: true,
    })
  })
})

/** The ways above are written by length. */
const nearestFirst = (a: string, b: string): number => a.split('→').length - b.split('→').length

test('the tree and the list name the same users', () => {
  const inTree = (users: readonly UserNode[]): string[] =>
    users.flatMap(({ kind, name, writes }) => [`${kind} ${name}`, ...writes.flatMap((write) => inTree(write.users))])
  for (const field of ['total', 'id', 'lines', '*']) {
    const inList = impactOf({ contract: 'order', field }, index).filter(
      ({ kind }) => kind !== 'topic' && kind !== 'table',
    )
    const names = inList.map(({ kind, name }) => `${kind} ${name}`)
    expect(new Set(inTree(impactTree({ contract: 'order', field }, index)))).toEqual(new Set(names))
  }
})
