import type { Contract } from '../../contracts/model.ts'
import type { Row } from '../fixture/compare.ts'
import { identityOf } from '../fixture/golden.ts'

/** What a topic would get that it does not have; rows by what their contract identifies them by. */
export interface Published {
  readonly topic: string
  readonly contract: Contract | undefined
  readonly same: number
  /** Nobody has seen these yet. */
  readonly fresh: readonly Row[]
  /** Published under the same identity, and otherwise. */
  readonly changed: readonly { readonly was: Row; readonly is: Row }[]
  /** Published, and not made again. */
  readonly gone: readonly Row[]
}

export interface PublishedOptions {
  readonly contract: Contract | undefined
  /** Rows of a keyed store: of each key the last one counts. */
  readonly isUpsert: boolean
}

/** Compares what was published with what comes out now, by value: positions in the output are not looked at. */
export function comparePublished(
  topic: string,
  before: readonly Row[],
  after: readonly Row[],
  options: PublishedOptions,
): Published {
  const [was, is] = [lastRows(before, options), lastRows(after, options)]
  const [fresh, changed]: [Row[], { was: Row; is: Row }[]] = [[], []]
  let same = 0
  for (const [id, row] of is) {
    const old = was.get(id)
    if (old === undefined) fresh.push(row)
    else if (JSON.stringify(old.event.value) === JSON.stringify(row.event.value)) same++
    else changed.push({ was: old, is: row })
  }
  const gone = [...was].flatMap(([id, row]) => (is.has(id) ? [] : [row]))
  return { topic, contract: options.contract, same, fresh, changed, gone }
}

/** Rows by identity; the last of an identity is what readers have now. */
export function lastRows(rows: readonly Row[], { contract, isUpsert }: PublishedOptions): ReadonlyMap<string, Row> {
  const identity = isUpsert ? keyOf : identityOf(contract)
  return new Map(rows.map((row) => [identity(row.event), row]))
}

/** The columns that tell rows of a contract's table apart; none where only the whole row does. */
export function identityColumns({ contract, isUpsert }: PublishedOptions): readonly string[] {
  const { eventId, eventTime, key } = contract?.settings ?? {}
  if (key !== undefined && isUpsert) return [key]
  if (eventId !== undefined) return [eventId]
  return key !== undefined && eventTime !== undefined ? [key, eventTime] : []
}

const keyOf = ({ key }: Row['event']): string => JSON.stringify(key)
