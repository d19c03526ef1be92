import type { Shape } from '../../contracts/codec/shape.ts'
import { contractShape } from '../../contracts/codec/shape-of.ts'
import type { Contract } from '../../contracts/model.ts'

/**
 * How a field of a row is kept, so that it comes back as it was. `text` holds strings, and times in ISO 8601: a store's own
 * times may hold less than microseconds. `json` holds what has parts.
 */
export type ColumnKind = 'boolean' | 'int' | 'long' | 'float' | 'double' | 'decimal' | 'text' | 'bytes' | 'json'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

/** A field's value in JSON, as the conventions of fixtures have it: decimals, times, bytes and big longs are strings. */
export type Cell = string | number | boolean | object | null

/** The fields of a contract in their order. */
export const columnsOf = (contract: Contract): readonly Column[] =>
  contractShape(contract).definition.fields.map(({ name, shape }) => ({ name, kind: kindOf(shape) }))

/** The fields of a row's JSON text; absent ones are null. */
export function cellsOf(columns: readonly Column[], text: string): readonly Cell[] {
  const row = JSON.parse(text) as { readonly [name: string]: Cell }
  return columns.map(({ name }) => row[name] ?? null)
}

/** The row's JSON text again. */
export const rowText = (columns: readonly Column[], cells: readonly Cell[]): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ name }, i) => [name, cells[i] ?? null])))

/** A long as its JSON has it: a string where a number would lose digits. */
export const longCell = (value: bigint): Cell =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)

function kindOf({ kind }: Shape): ColumnKind {
  switch (kind) {
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
    case 'bytes':
      return kind
    case 'int53':
      return 'long'
    case 'string':
    case 'enum':
    case 'uuid':
    case 'date':
    case 'time':
    case 'timestamp':
      return 'text'
    case 'array':
    case 'map':
    case 'record':
    case 'union':
      return 'json'
  }
}
