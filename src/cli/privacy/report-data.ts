import { keyText } from '../../lake/catalog/key.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import { openElsewhere } from './elsewhere.ts'
import { type FindRequest, type Found, findSubject } from './find.ts'
import { gone } from './gone.ts'
import { subjectsHere } from './subjects.ts'

/** Opens what is needed to look, and closes it. */
export async function findHere(settings: Settings, request: FindRequest): Promise<Found> {
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  const subjects = await subjectsHere(settings, lake)
  const elsewhere = await openElsewhere(settings, subjects)
  try {
    return await findSubject(settings, { lake, engine, subjects, elsewhere }, request)
  } finally {
    engine.close()
    await elsewhere.close()
  }
}

/** The same for machines: no id, no row. */
export const foundData = ({ ids, tables, traces, topics, stores, looked, unsearched }: Found) => ({
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
  topics: topics.map((one) => ({
    topic: one.topic,
    records: one.records,
    keys: one.keys.length,
    recordsUnderOtherKeys: one.underOthers,
    stateOfAJob: one.isState,
    settings: one.settings,
    goneBy: gone(one).by,
  })),
  stores: stores.map(({ store, system, keys, keptOut }) => ({
    store,
    system,
    rows: keys.length,
    keptOutUntil: keptOut.map((until) => (until === undefined ? null : new Date(until).toISOString())),
  })),
  looked,
  unsearched,
})
