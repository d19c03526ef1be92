import { keptCommits, reachableFiles } from './reachable.ts'
import type { Lake } from './table.ts'

export interface Orphan {
  readonly url: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly modified: number
}

export interface Garbage {
  readonly orphans: readonly Orphan[]
  readonly kept: number
  readonly commits: number
}

/**
 * Files below the lake's root that no table needs any more: what a writer left that was killed before its commit, and what no branch, tag or
 * recent commit leads to. Files younger than `since` are never among them: their writer may be about to commit. The lake's root must hold
 * nothing but its tables.
 */
export async function findGarbage(lake: Lake, since: number): Promise<Garbage> {
  // Listed before what is needed is looked up: a file that comes in between is not in the list.
  const found: Orphan[] = []
  for await (const file of lake.files.list(lake.root)) if (file.modified < since) found.push(file)
  const commits = await keptCommits(lake, since)
  const needed = await reachableFiles(lake, commits)
  const names = new Set([...needed].map((url) => lake.files.canonical(url)))
  const orphans = found.filter(({ url }) => !names.has(url))
  return { orphans, kept: needed.size, commits: commits.size }
}
