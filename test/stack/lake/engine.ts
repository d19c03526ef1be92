import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'

export interface Where {
  readonly column: string
  readonly comparison: '=' | '>='
  readonly type: WantedType
  /** As the samples write it. */
  readonly value: string
}

export interface Found {
  /** By id; values as the samples have them, in the order of the columns asked for. */
  readonly rows: readonly (readonly unknown[])[]
  /** Data files that were read. */
  readonly files: number
}

export interface ColumnOf {
  readonly name: string
  readonly type: WantedType
  readonly required?: boolean
}

/** Column and transform, as Iceberg writes transforms: `bucket[4]`. */
export type Partition = readonly [column: string, transform: string]

/** Another program that reads and writes tables of `bronze` on the branch main of the same Nessie. */
export interface Engine {
  readonly name: string
  read(table: string, columns: readonly ColumnOf[], where?: Where): Promise<Found>
  /** Appends rows `from` to `to` (by id) of another table, with ids shifted; reads them itself. */
  append(
    table: string,
    columns: readonly ColumnOf[],
    source: string,
    from: number,
    to: number,
    shift: number,
  ): Promise<void>
  /** A new table, in the engine's own words; `like` has the same columns. */
  create(table: string, columns: readonly ColumnOf[], partitions: readonly Partition[], like: string): Promise<void>
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A transform as a call of SQL: `bucket(word, 4)`, `day(at)`; Spark writes `bucket(4, word)` and `days(at)`. */
export function partitionSql(
  [column, transform]: Partition,
  { widthFirst = false, plural = false }: { readonly widthFirst?: boolean; readonly plural?: boolean } = {},
): string {
  const [, name = transform, width] = /^(\w+)\[(\d+)\]$/.exec(transform) ?? []
  if (width !== undefined) return `${name}(${(widthFirst ? [width, column] : [column, width]).join(', ')})`
  return name === 'identity' ? column : `${name}${plural && name !== 'void' ? 's' : ''}(${column})`
}
