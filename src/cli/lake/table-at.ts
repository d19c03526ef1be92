import { parseKey } from '../../lake/catalog/key.ts'
import { atSnapshot } from '../../lake/scan/scan.ts'
import { type Lake, type LoadedTable, loadTable } from '../../lake/table/table.ts'

/** `main`, `v1`, a hash; `main#5983546212239417236` is the table as it was at that snapshot. */
export async function tableAt(lake: Lake, text: string, name: string): Promise<LoadedTable> {
  const [, at = text, snapshot] = /^(.+)#(\d{1,19})$/.exec(text) ?? []
  const table = await loadTable(lake, at, parseKey(name))
  return snapshot === undefined ? table : { ...table, metadata: atSnapshot(table.metadata, BigInt(snapshot)) }
}
