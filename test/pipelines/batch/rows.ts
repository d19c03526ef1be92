import { parseKey } from '../../../src/lake/catalog/key.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { loadTable } from '../../../src/lake/table/table.ts'
import type { Shop } from './shop.ts'

/** The rows of a table as text, in order. */
export async function rowsOf({ tools: { lake, reader } }: Pick<Shop, 'tools'>, table: string, order = 'ALL') {
  const { metadata } = await loadTable(lake, 'main', parseKey(table))
  const { sql } = await reader.source(await scanTable(lake, metadata))
  const rows = await reader.rows(`SELECT * FROM (${sql}) ORDER BY ${order}`)
  return rows.map((row) => Object.values(row).join(' '))
}

/** How many snapshots led to what is there, and what the newest says of itself. */
export async function historyOf({ tools: { lake } }: Pick<Shop, 'tools'>, table: string) {
  const { metadata } = await loadTable(lake, 'main', parseKey(table))
  return { snapshots: metadata.snapshots.length, summary: metadata.current?.summary ?? {} }
}
