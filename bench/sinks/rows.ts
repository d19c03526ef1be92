import { readFileSync } from 'node:fs'
import { diskFiles } from '../../src/adapters/contract-files/disk.ts'
import type { Contract } from '../../src/contracts/model.ts'
import { contractNamed, requireContracts } from '../../src/contracts/repo/require.ts'
import type { KeyedRow } from '../../src/pipelines/ports.ts'

const SAMPLES = {
  'feature.customer': 'fixtures/fraud-enricher/olist-2017-03/expected/feature.customer.jsonl',
  inventory_global: 'fixtures/inventory-aggregator/uci-2010-12/expected/inventory_global.jsonl',
}

const KEYS = 20_000
const parts = new Map<string, readonly [string, string]>()
let next = 0

/** Rows as the job writes them, of 20,000 keys in turn: one of the golden rows, with another key. */
export function rowsOf(store: keyof typeof SAMPLES, revision: bigint, count: number): readonly KeyedRow[] {
  const [before, after] = parts.get(store) ?? sample(store)
  return Array.from({ length: count }, () => {
    const key = `key-${next++ % KEYS}`
    return { store, key, revision, value: `${before}${key}${after}` }
  })
}

/** The row's text around its key. */
function sample(store: keyof typeof SAMPLES): readonly [string, string] {
  const [line = ''] = readFileSync(SAMPLES[store], 'utf8').split('\n')
  const { key, value } = JSON.parse(line) as { key: string; value: object }
  const [before = '', after = ''] = JSON.stringify(value).split(key)
  parts.set(store, [before, after])
  return [before, after]
}

export const benchContract = async (name: string): Promise<Contract> =>
  contractNamed(await requireContracts(diskFiles('contracts', process.cwd())), name)
