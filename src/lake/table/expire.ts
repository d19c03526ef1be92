import type { Json, JsonObject } from '../../kernel/json.ts'
import { nextMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import { positionSnapshot } from './positions.ts'

/**
 * The metadata without snapshots older than `before` (milliseconds), but for the newest `keep` of the present line and those that Iceberg
 * references name (table specification, "Snapshot Retention Policy"). Undefined when there is none to take. Their files stay until
 * garbage is collected, as other branches may use them.
 */
export function expireSnapshots(
  metadata: TableMetadata,
  file: string,
  { before, keep, now }: { readonly before: number; readonly keep: number; readonly now: number },
): TableMetadata | undefined {
  const byId = new Map(metadata.snapshots.map((snapshot) => [snapshot.id, snapshot]))
  const kept = new Set<bigint>()
  for (
    let one = metadata.current;
    one !== undefined;
    one = one.parentId === undefined ? undefined : byId.get(one.parentId)
  ) {
    if (kept.size < keep || one.time >= before) kept.add(one.id)
  }
  const { refs = {} } = metadata.raw as { readonly refs?: { readonly [name: string]: JsonObject } }
  for (const ref of Object.values(refs)) kept.add(BigInt(String(ref['snapshot-id'])))
  for (const { id, time } of metadata.snapshots) if (time >= before) kept.add(id)
  // What another engine wrote behind it does not say where writers are.
  const positions = positionSnapshot(metadata)
  if (positions !== undefined) kept.add(positions.id)
  if (metadata.snapshots.every(({ id }) => kept.has(id))) return undefined
  const isKept = (one: Json): boolean => kept.has(BigInt(String((one as JsonObject)['snapshot-id'])))
  const list = (name: string): readonly Json[] => (metadata.raw[name] as readonly Json[] | undefined) ?? []
  // The log names only snapshots that are there: what lies before a gap goes too.
  const log = list('snapshot-log')
  const lastGone = log.findLastIndex((one) => !isKept(one))
  const changes = { snapshots: list('snapshots').filter(isKept), 'snapshot-log': log.slice(lastGone + 1) }
  return nextMetadata(metadata, file, changes, now)
}
