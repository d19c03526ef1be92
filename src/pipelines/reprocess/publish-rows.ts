import type { Contract } from '../../contracts/model.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { KeyedRow, KeyedStore } from '../ports.ts'
import { type Difference, meantOf } from './differences.ts'
import { rowText } from './row-text.ts'

export interface RowsPublished {
  readonly output: string
  /** By this call; with `dryRun` those that would be. */
  readonly sent: number
  /** The store has had them already. */
  readonly before: number
  /** Rows that the store did not take, and why. */
  readonly kept: readonly KeptRow[]
}

export interface KeptRow {
  readonly key: string
  /** newer: it has a greater revision; first: it never replaces a row of the same revision; erased: the key is kept out. */
  readonly why: 'newer' | 'first' | 'erased'
}

/** Writes new and changed rows to their store, and reads each back: a store may have a newer one, or keep what it has. Doing it again changes nothing. */
export async function publishRows(
  store: KeyedStore,
  contract: Contract,
  differences: readonly Difference[],
  { dryRun }: { readonly dryRun: boolean },
): Promise<RowsPublished> {
  const output = contract.name
  const textOf = rowText(contract)
  const rows = meantOf(differences).map(({ key, revision, value }): KeyedRow => {
    if (key === null || revision === undefined) throw new Error(`a row of ${output} without key or revision`)
    return { store: output, key, revision, value: textOf(value) }
  })
  const stands = async (row: KeyedRow) => {
    const found = await store.get(output, row.key)
    const isSame = found?.revision === row.revision && textOf(JSON.parse(found.value)) === row.value
    const why = found === undefined ? 'erased' : found.revision > row.revision ? 'newer' : 'first'
    return { row, isSame, why } as const
  }
  const left = (await inBatches(rows, stands)).filter(({ isSame }) => !isSame).map(({ row }) => row)
  const before = rows.length - left.length
  if (dryRun || left.length === 0) return { output, sent: left.length, before, kept: [] }
  await (store.correct ?? store.upsert).call(store, left)
  const kept = (await inBatches(left, stands)).flatMap(({ row, isSame, why }): KeptRow[] =>
    isSame ? [] : [{ key: row.key, why }],
  )
  return { output, sent: left.length - kept.length, before, kept }
}
