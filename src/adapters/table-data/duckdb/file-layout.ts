import { DqError } from '../../../kernel/errors.ts'

/** A column as a Parquet file has it. Inside a list: its elements; inside a map: keys and values. */
export interface FileColumn {
  readonly name: string
  readonly fieldId: number | undefined
  readonly inside: readonly FileColumn[]
}

/** One line of `parquet_schema`, in the order of the file: outer columns before inner ones. */
export interface LayoutRow {
  readonly name: string
  readonly children: number
  readonly fieldId: number | undefined
  readonly converted: string
}

/** The columns of one file; throws a DqError for one without field ids. */
export function layoutOf(rows: readonly LayoutRow[], file: string): readonly FileColumn[] {
  let at = 0
  const column = (): FileColumn => {
    const row = rows[at++]!
    const inside = Array.from({ length: row.children }, () => column())
    const [only] = inside
    // A list and a map have a repeated group of no meaning around what they hold.
    const isAround =
      inside.length === 1 && /^(?:LIST|MAP)/.test(row.converted) && only !== undefined && only.inside.length > 0
    return {
      name: row.name,
      fieldId: row.fieldId,
      inside: isAround && only.fieldId === undefined ? only.inside : inside,
    }
  }
  const { inside } = column()
  if (inside.some(({ fieldId }) => fieldId === undefined))
    throw new DqError(`${file} has columns without field ids: nobody can say which is which`, {
      hint: 'it was not written as a table of Iceberg; add its rows by a job instead',
    })
  return inside
}
