import type { Type } from '../../../src/kernel/value-type.ts'

/** Rows that only one side has; a row that stands twice on a side must stand twice on the other. */
export interface RowDifferences {
  readonly compared: number
  readonly onlyGolden: readonly string[]
  readonly onlyFlink: readonly string[]
}

/** Compares two multisets of rows by every field. Decimals and timestamps are texts on both sides, so they are compared exactly. */
export function compareRows(
  types: ReadonlyMap<string, Type>,
  golden: readonly JsonRow[],
  flink: readonly JsonRow[],
): RowDifferences {
  const counts = new Map<string, number>()
  for (const row of golden) add(counts, rowText(row, types), 1)
  for (const row of flink) add(counts, rowText(row, types), -1)
  const missing = (sign: 1 | -1): readonly string[] =>
    [...counts].flatMap(([text, count]) => Array.from({ length: Math.max(0, sign * count) }, () => text)).sort()
  return { compared: golden.length, onlyGolden: missing(1), onlyFlink: missing(-1) }
}

export type JsonRow = Readonly<Record<string, unknown>>

const add = (counts: Map<string, number>, text: string, by: number): void => {
  counts.set(text, (counts.get(text) ?? 0) + by)
}

/** The fields in the contract's order; a field that no contract knows is shown too. A long may be a number or a text. */
function rowText(row: JsonRow, types: ReadonlyMap<string, Type>): string {
  const names = [...types.keys(), ...Object.keys(row).filter((name) => !types.has(name))]
  return JSON.stringify(
    Object.fromEntries(
      names.map((name) => {
        const value = row[name]
        return [name, types.get(name)?.kind === 'long' && typeof value === 'number' ? String(value) : value]
      }),
    ),
  )
}
