/*
 * The only place that chooses adapters. Each is imported when a command asks for it,
 * so no client library is loaded that the command does not use.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EditableFiles } from '../contracts/ports.ts'
import type { FixtureFiles } from '../pipelines/fixture/ports.ts'
import type { EventSink, EventSource, KeyedStore } from '../pipelines/ports.ts'
import type { Settings } from './config.ts'

/** The contract repo's `contracts/`. */
export const contractFiles = (settings: Settings): Promise<EditableFiles> => folder(settings.contracts)

/** Examples of contracts: `<fixtures>/contracts/<id>/{valid,invalid}/*.json`. */
export const exampleFiles = (settings: Settings): Promise<EditableFiles> => folder(join(settings.fixtures, 'contracts'))

/** A folder that a command writes generated files into. */
export const writableFolder = (path: string): Promise<EditableFiles> => folder(path)

async function folder(path: string): Promise<EditableFiles> {
  const { diskFiles } = await import('../adapters/contract-files/disk.ts')
  return diskFiles(path, process.cwd())
}

/** Events of JSON Lines files, merged into their total order. */
export async function fileSource(
  files: readonly { readonly topic: string; readonly path: string }[],
): Promise<EventSource> {
  const { openFileSource } = await import('../adapters/event-source/files.ts')
  return openFileSource(files)
}

/** A folder of JSON Lines files; files that an earlier run left for one of these topics are removed. */
export async function fileSink(folder: string, topics: readonly string[]): Promise<EventSink> {
  const { openJsonlSink } = await import('../adapters/event-sink/jsonl.ts')
  for (const topic of topics) {
    for (const ending of ['', '.gz']) await rm(join(folder, `${topic}.jsonl${ending}`), { force: true })
  }
  return openJsonlSink(folder)
}

/** The feature store of an embedded run: a file in the folder, or memory without one. */
export async function keyedStore(folder: string | undefined): Promise<KeyedStore> {
  if (folder === undefined) return (await import('../adapters/keyed-store/memory.ts')).openMemoryStore()
  const { openSqliteStore } = await import('../adapters/keyed-store/sqlite.ts')
  return openSqliteStore(join(folder, 'features.sqlite'))
}

/** The repo's recorded cases. */
export async function fixtureFiles(settings: Settings): Promise<FixtureFiles> {
  const { diskFixtures } = await import('../adapters/fixture-files/disk.ts')
  return diskFixtures(settings.fixtures, process.cwd())
}
