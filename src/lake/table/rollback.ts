import { DqError } from '../../kernel/errors.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { nextMetadata, type TableMetadata } from '../iceberg/metadata.ts'

/**
 * The metadata whose present snapshot is an earlier one (table specification, "Snapshot References"); undefined when it is already. Columns
 * and partitioning stay as they are now, and so do the snapshots that are passed over, until they expire. Throws a DqError that says which
 * snapshots there are.
 */
export function rollBack(
  metadata: TableMetadata,
  file: string,
  wanted: bigint | 'previous',
  now: number,
): TableMetadata | undefined {
  const to = wanted === 'previous' ? previousOf(metadata) : wanted
  if (metadata.current?.id === to) return undefined
  if (!metadata.snapshots.some(({ id }) => id === to)) {
    const last = metadata.snapshots.slice(-3).reverse()
    throw new DqError(`the table has no snapshot ${to}`, {
      hint:
        last.length === 0
          ? 'nothing was ever written to it'
          : `the last ones are ${last.map(({ id }) => id).join(', ')}; dq table history shows them with their times`,
    })
  }
  const { refs = {}, 'snapshot-log': log = [] } = metadata.raw as Readonly<Record<string, never>>
  const time = Math.max(now, metadata.lastUpdated)
  const changes = {
    'current-snapshot-id': to,
    refs: { ...(refs as JsonObject), main: { 'snapshot-id': to, type: 'branch' } },
    'snapshot-log': [...(log as readonly Json[]), { 'timestamp-ms': time, 'snapshot-id': to }],
  }
  return nextMetadata(metadata, file, changes, now)
}

function previousOf({ current }: TableMetadata): bigint {
  if (current?.parentId !== undefined) return current.parentId
  throw new DqError('the table has no snapshot before its present one', { hint: 'dq table history shows them' })
}
