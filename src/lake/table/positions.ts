import type { Snapshot, TableMetadata } from '../iceberg/metadata.ts'

/** Entries of a snapshot's summary that begin so say where a writer is in its sources; the rest of the name is the writer's own. */
const PREFIX = 'dq.position.'

type Line = Pick<TableMetadata, 'current' | 'snapshots'>

/**
 * The snapshot that says where writers are: the present one, or the nearest before it that has positions. Snapshots of other engines
 * say nothing of them, and change nothing of them.
 */
export function positionSnapshot({ current, snapshots }: Line): Snapshot | undefined {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
  for (let one = current; one !== undefined; one = one.parentId === undefined ? undefined : byId.get(one.parentId))
    if (Object.keys(one.summary).some((name) => name.startsWith(PREFIX))) return one
  return undefined
}

/** All positions, as a new snapshot must have them in its summary: then no older one is needed to know them. */
export const carriedPositions = (table: Line): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(positionSnapshot(table)?.summary ?? {}).filter(([name]) => name.startsWith(PREFIX)))

/** Where the writer is, as it wrote it; undefined when it has never written. */
export const positionOf = (table: Line, writer: string): string | undefined =>
  positionSnapshot(table)?.summary[PREFIX + writer]

/** For a snapshot's summary: the writer's data and its position are one commit. */
export const positionSummary = (writer: string, position: string): Readonly<Record<string, string>> => ({
  [PREFIX + writer]: position,
})
