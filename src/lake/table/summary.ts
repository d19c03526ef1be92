import type { DataFile } from '../iceberg/data-file.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'

/** The counts of a snapshot's summary (table specification, "Optional Snapshot Summary Fields"); totals go on from the parent's. */
export function summaryOf(
  { current }: Pick<TableMetadata, 'current'>,
  added: readonly DataFile[],
  removed: readonly DataFile[],
): Readonly<Record<string, string>> {
  const [plus, minus] = [sizes(added), sizes(removed)]
  const total = (name: string, up: bigint, down: bigint): Record<string, string> => {
    const before = current === undefined ? '0' : current.summary[`total-${name}`]
    // Where the parent does not say, nobody can.
    return before === undefined ? {} : { [`total-${name}`]: String(BigInt(before) + up - down) }
  }
  const count = (name: string, value: bigint): Record<string, string> => (value === 0n ? {} : { [name]: String(value) })
  return {
    ...count('added-data-files', plus.files),
    ...count('deleted-data-files', minus.files),
    ...count('added-records', plus.records),
    ...count('deleted-records', minus.records),
    ...count('added-files-size', plus.bytes),
    ...count('removed-files-size', minus.bytes),
    ...total('records', plus.records, minus.records),
    ...total('files-size', plus.bytes, minus.bytes),
    ...total('data-files', plus.files, minus.files),
    ...total('delete-files', 0n, 0n),
    ...total('position-deletes', 0n, 0n),
    ...total('equality-deletes', 0n, 0n),
  }
}

const sizes = (files: readonly DataFile[]) => ({
  files: BigInt(files.length),
  records: files.reduce((sum, { records }) => sum + records, 0n),
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0n),
})
