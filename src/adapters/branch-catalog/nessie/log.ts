import { byKey } from '../../../lake/catalog/key.ts'
import type { Commit } from '../../../lake/catalog/port.ts'
import type { Http } from './http.ts'
import { allPages, hashPath } from './paths.ts'
import { logSchema } from './shapes.ts'

/** Newest first; Nessie's history of a branch is its own commits, a merge being one of them. */
export async function logOf(http: Http, hash: string, max: number | undefined): Promise<readonly Commit[]> {
  const query = { fetch: 'ALL', ...(max !== undefined && { 'max-records': String(max) }) }
  const pages = await allPages(
    http,
    `${hashPath(hash)}/history`,
    query,
    (body) => logSchema.parse(body),
    (read) => max !== undefined && read.reduce((sum, { logEntries }) => sum + logEntries.length, 0) >= max,
  )
  const commits = pages.flatMap(({ logEntries }) => logEntries).map(commitOf)
  return max === undefined ? commits : commits.slice(0, max)
}

type LogEntry = ReturnType<typeof logSchema.parse>['logEntries'][number]

function commitOf({ commitMeta: meta, parentCommitHash, operations }: LogEntry): Commit {
  const { parentCommitHashes: parents } = meta
  return {
    hash: meta.hash,
    parents: parents.length > 0 ? parents : parentCommitHash ? [parentCommitHash] : [],
    message: meta.message,
    author: meta.authors[0] ?? meta.author ?? '',
    time: Date.parse(meta.commitTime),
    properties: Object.fromEntries(
      Object.entries(meta.allProperties)
        // Nessie's own note of what was merged; it stands in `parents`.
        .filter(([name]) => name !== '_merge_parent')
        .map(([name, values]) => [name, values.join(', ')]),
    ),
    changed: (operations ?? [])
      .filter(({ type }) => type === 'PUT' || type === 'DELETE')
      .sort(byKey)
      .map(({ key }) => key),
  }
}
