import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { diskFiles } from '../../src/adapters/contract-files/disk.ts'
import type { Contract } from '../../src/contracts/model.ts'
import { contractNamed, requireContracts } from '../../src/contracts/repo/require.ts'
import type { KeyedRow, KeyedStore } from '../../src/pipelines/ports.ts'
import * as avro from '../contracts/codec/schemas.ts'
import { field, nullable } from '../contracts/codec/schemas.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const contract = async (name: string): Promise<Contract> =>
  contractNamed(await requireContracts(diskFiles(`${root}/contracts`, root)), name)

/** The rows of all golden files of a store, in the order of the files; keys are made different from case to case. */
export function goldenRows(store: string): readonly KeyedRow[] {
  const files = globSync(`fixtures/*/*/expected/${store}.jsonl`, { cwd: root }).sort()
  return files.flatMap((file, at) =>
    readFileSync(`${root}/${file}`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { value } = JSON.parse(line) as { value: Record<string, string | number | null> }
        const [key] = Object.keys(value) as [string]
        const own = { ...value, [key]: `${at}-${value[key]}` }
        return {
          store,
          key: own[key] as string,
          revision: BigInt(value.revision as number),
          value: JSON.stringify(own),
        }
      }),
  )
}

/** Writes all rows several times in different orders, and expects the row of the greatest revision of each key. */
export async function expectNewest(store: KeyedStore, rows: readonly KeyedRow[]): Promise<number> {
  for (const order of [rows, rows.toReversed(), shuffled(rows, 7), shuffled(rows, 11)]) await store.upsert(order)
  const newest = new Map<string, KeyedRow>()
  for (const row of rows) if (row.revision > (newest.get(row.key)?.revision ?? 0n)) newest.set(row.key, row)
  for (const row of newest.values()) expect(await store.get(row.store, row.key)).toEqual(row)
  return newest.size
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const result = [...items]
  let state = seed
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    const j = state % (i + 1)
    const swapped = result[i]!
    result[i] = result[j]!
    result[j] = swapped
  }
  return result
}

/** A contract with a field of every kind, and rows of it: the extremes, and nulls. */
export async function everyKind(): Promise<{ readonly contract: Contract; readonly rows: readonly KeyedRow[] }> {
  const base = await contract('feature.customer')
  const fields = [
    field('id', avro.STRING),
    field('flag', nullable(avro.primitive('boolean'))),
    field('small', nullable(avro.primitive('int'))),
    field('big', nullable(avro.LONG)),
    field('real', nullable(avro.primitive('double'))),
    field('money', nullable(avro.decimal(20, 2))),
    field('at', nullable(avro.TIMESTAMP)),
    field('day', nullable(avro.DATE)),
    field('raw', nullable(avro.primitive('bytes'))),
    field('tags', nullable(avro.array(avro.STRING))),
  ]
  const made: Contract = {
    ...base,
    name: 'every.kind',
    schema: { ...base.schema, fields },
    fields: [],
    settings: { ...base.settings, key: 'id' },
  }
  const values = [
    {
      id: 'null',
      flag: null,
      small: null,
      big: null,
      real: null,
      money: null,
      at: null,
      day: null,
      raw: null,
      tags: null,
    },
    {
      id: 'least',
      flag: false,
      small: -2147483648,
      big: '-9223372036854775808',
      real: -1.5e-7,
      money: '-999999999999999999.99',
      at: '0001-01-01T00:00:00.000001Z',
      day: '1969-12-31',
      raw: '',
      tags: [],
    },
    {
      id: 'most',
      flag: true,
      small: 2147483647,
      big: '9223372036854775807',
      real: 1.7976931348623157e308,
      money: '0.01',
      at: '9999-12-31T23:59:59.999999Z',
      day: '2026-11-22',
      raw: 'AP//gA==',
      tags: ['São', '"', '😀', ''],
    },
    {
      id: '9007199254740991',
      flag: true,
      small: 0,
      big: 9007199254740991,
      real: 0.1,
      money: '10.00',
      at: '2017-03-08T12:00:00.000000Z',
      day: '2017-03-08',
      raw: 'AA==',
      tags: ['a'],
    },
  ]
  const rows = values.map((value) => ({ store: made.name, key: value.id, revision: 1n, value: JSON.stringify(value) }))
  return { contract: made, rows }
}
