import type { TableReader } from '../table/ports.ts'
import type { Scan } from './scan.ts'

/** The first rows of a scan, of as few files as have them: files may lie elsewhere, and have to be fetched. */
export async function firstRows(
  reader: TableReader,
  scan: Scan,
  limit: number,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = []
  for (let start = 0, count = 1; start < scan.files.length && rows.length < limit; start += count, count *= 2) {
    const missing = limit - rows.length
    const { sql } = await reader.source({ ...scan, files: scan.files.slice(start, start + count), limit: missing })
    rows.push(...(await reader.rows(`SELECT * FROM (${sql}) LIMIT ${missing}`)))
  }
  return rows
}
