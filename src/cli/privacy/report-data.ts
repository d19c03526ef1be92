import { keyText } from '../../lake/catalog/key.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import { type FindRequest, type Found, findSubject } from './find.ts'

/** Opens what is needed to look, and closes it. */
export async function findHere(settings: Settings, request: FindRequest): Promise<Found> {
  const engine = await openTableEngine(settings)
  try {
    return await findSubject(settings, await openLake(settings), engine, request)
  } finally {
    engine.close()
  }
}

/** The same for machines: no id, no row. */
export const foundData = ({ ids, tables, traces, unsearched, streams, unnamed }: Found) => ({
  ids: ids.length,
  tables: tables.flatMap(({ subject, holdings }) =>
    holdings.map(({ key, references, rows, files, older }) => ({
      table: keyText(key),
      mode: subject.mode,
      references: references.map(({ kind, name }) => ({ kind, name })),
      rows,
      files,
      olderSnapshots: older,
    })),
  ),
  files: traces,
  unsearched,
  streams,
  unnamed,
})
