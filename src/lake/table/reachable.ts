import { readContainer } from '../iceberg/avro/container.ts'
import { readManifest, readManifestList } from '../iceberg/manifest.ts'
import { parseMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import type { Lake } from './table.ts'

/** Commits of the catalog from which a table can still be read: heads of branches and tags, and what was a head since `since` (milliseconds). */
export async function keptCommits({ catalog }: Lake, since: number): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (const { hash } of await catalog.references()) {
    kept.add(hash)
    for (const commit of await catalog.log(hash)) {
      kept.add(commit.hash)
      // The newest one that is older was the head at that moment.
      if (commit.time < since) break
    }
  }
  return kept
}

/** Every file that a table at one of the commits consists of: metadata, manifests, and the data of all snapshots that its metadata names. */
export async function reachableFiles(lake: Lake, commits: Iterable<string>): Promise<ReadonlySet<string>> {
  const files = new Set<string>()
  const manifestLists = new Map<string, TableMetadata>()
  for (const commit of commits) {
    for (const { content } of await lake.catalog.entries(commit)) {
      if (content.kind !== 'table' || files.has(content.metadataLocation)) continue
      files.add(content.metadataLocation)
      const metadata = parseMetadata(text(await lake.files.read(content.metadataLocation)), content.metadataLocation)
      for (const { manifestList } of metadata.snapshots) manifestLists.set(manifestList, metadata)
    }
  }
  const manifests = new Set<string>()
  for (const list of manifestLists.keys()) {
    files.add(list)
    for (const { path } of readManifestList(readContainer(await lake.files.read(list), list, lake.deflate)))
      manifests.add(path)
  }
  for (const path of manifests) {
    files.add(path)
    // Files of a deleted entry may belong to an older snapshot, which has a manifest of its own that says so.
    const entries = readManifest(readContainer(await lake.files.read(path), path, lake.deflate), {
      kind: 'struct',
      fields: [],
    })
    for (const { status, file } of entries) if (status !== 'deleted') files.add(file.path)
  }
  return files
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
