import { DqError } from '../../kernel/errors.ts'
import { keyText } from '../catalog/key.ts'
import type { CommitMeta, Reference } from '../catalog/port.ts'
import { expireSnapshots } from '../table/expire.ts'
import { keptCommits, reachableFiles } from '../table/reachable.ts'
import { commitTable, type Lake } from '../table/table.ts'
import { follow } from './follow.ts'
import type { Holding, TableState } from './holdings.ts'

const DAY_MS = 86_400_000

/** Expires every snapshot but the present one, on every branch, once for branches that are equal; how many went. */
export async function forgetSnapshots(lake: Lake, states: readonly TableState[], meta: CommitMeta): Promise<number> {
  let forgotten = 0
  for (const { key, references, metadataLocation } of states) {
    const [first, ...others] = references.filter(({ kind }) => kind === 'branch').map(({ name }) => name)
    const expireOn = async (branch: string) =>
      commitTable(lake, branch, key, meta, async ({ metadata, content }) => {
        const now = lake.sources.now()
        const next = expireSnapshots(metadata, content.metadataLocation, { before: now + DAY_MS, keep: 1, now })
        if (next !== undefined) forgotten += metadata.snapshots.length - next.snapshots.length
        return next
      })
    if (first === undefined) continue
    const { content } = await expireOn(first)
    for (const branch of others)
      if ((await follow(lake, { branch, key, from: metadataLocation, to: content, meta })) === undefined)
        await expireOn(branch)
  }
  return forgotten
}

/** Tags do not move: those that still hold rows are deleted. */
export async function forgetTags(lake: Lake, holdings: readonly Holding[]): Promise<readonly string[]> {
  const held = holdings.filter(({ rows, older }) => rows > 0n || older.length > 0)
  const tags = new Map<string, Reference>(
    held.flatMap(({ references }) => references.filter(({ kind }) => kind === 'tag').map((tag) => [tag.name, tag])),
  )
  const gone: string[] = []
  for (const tag of tags.values()) if (await lake.catalog.deleteReference(tag)) gone.push(tag.name)
  return gone.sort()
}

/**
 * Removes the files of these tables that only former states used: what no branch and no tag leads to now, but some earlier commit did (`former`),
 * and what lies about for more than a day. Files of a writer that is about to commit are neither.
 */
export async function forgetFiles(
  lake: Lake,
  states: readonly TableState[],
  former: ReadonlySet<string>,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const locations = [...new Set(states.map(({ metadata }) => lake.files.canonical(metadata.location)))]
  const now = lake.sources.now()
  const heads = (await lake.catalog.references()).map(({ hash }) => hash)
  const needed = new Set([...(await reachableFiles(lake, heads))].map((url) => lake.files.canonical(url)))
  let [files, bytes] = [0, 0]
  for (const location of locations) {
    const gone: string[] = []
    for await (const file of lake.files.list(location)) {
      if (needed.has(file.url) || (!former.has(file.url) && file.modified > now - DAY_MS)) continue
      gone.push(file.url)
      bytes += file.bytes
    }
    await lake.files.remove(gone)
    files += gone.length
  }
  return { files, bytes }
}

/** Files that some commit in the history of a branch or tag leads to; what is gone already is passed over. */
export async function formerFiles(lake: Lake): Promise<ReadonlySet<string>> {
  const commits = await keptCommits(lake, Number.NEGATIVE_INFINITY)
  const canonical = (urls: Iterable<string>): readonly string[] => [...urls].map((url) => lake.files.canonical(url))
  try {
    return new Set(canonical(await reachableFiles(lake, commits)))
  } catch (error) {
    if (!(error instanceof DqError)) throw error
  }
  const files = new Set<string>()
  for (const commit of commits) {
    try {
      for (const url of canonical(await reachableFiles(lake, [commit]))) files.add(url)
    } catch (error) {
      // A commit of before the last erasure: its files are gone.
      if (!(error instanceof DqError)) throw error
    }
  }
  return files
}

export const forgetMessage = (key: readonly string[], id: string): string =>
  `Expire snapshots of ${keyText(key)} (${id})`
