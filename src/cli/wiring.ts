// Over 300 lines: every adapter is chosen here, in a few lines each.
/*
 * The only place that chooses adapters. Each is imported when a command asks for it,
 * so no client library is loaded that the command does not use.
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { CheckpointStatus, OpenCheckpoint } from '../adapters/checkpoint/sqlite.ts'
import type { AvroCodec } from '../contracts/compat/prove/codec.ts'
import type { PinnedRepository } from '../contracts/consumers/ports.ts'
import type { Contract } from '../contracts/model.ts'
import type { Beside, ContractBaseline, ContractSnapshot, EditableFiles } from '../contracts/ports.ts'
import { DqError } from '../kernel/errors.ts'
import type { JsonObject } from '../kernel/json.ts'
import type { FixtureFiles } from '../pipelines/fixture/ports.ts'
import type { EventSink, EventSource, KeyedStore } from '../pipelines/ports.ts'
import type { Settings } from './config.ts'
import { endingOf, FILE_FORMATS, type FileFormatName } from './file-formats.ts'
import { shownPath } from './shown-path.ts'
import type { StackProvider } from './stack/port.ts'

/** The contract repo's `contracts/`. */
export const contractFiles = (settings: Settings): Promise<EditableFiles> => folder(settings.contracts)

/** Examples of contracts: `<fixtures>/contracts/<id>/{valid,invalid}/*.json`. */
export const exampleFiles = (settings: Settings): Promise<EditableFiles> => folder(join(settings.fixtures, 'contracts'))

/** Configurations of Kafka Connect connectors. */
export const connectorFiles = (settings: Settings): Promise<EditableFiles> => folder(settings.connectors)

/** The contract repo's `expectations/`. */
export const suiteFiles = (settings: Settings): Promise<EditableFiles> => folder(settings.expectations)

/** A folder that a command writes generated files into. */
export const writableFolder = (path: string): Promise<EditableFiles> => folder(path)

async function folder(path: string): Promise<EditableFiles> {
  const { diskFiles } = await import('../adapters/contract-files/disk.ts')
  return diskFiles(path, process.cwd())
}

/** The contracts as they stand in the folder now, or in the index of its git repository. */
export async function currentContracts(settings: Settings, staged: boolean): Promise<ContractSnapshot> {
  const shown = settings.contracts === process.cwd() ? '.' : shownPath(settings.contracts)
  if (staged) return (await import('../adapters/baseline/git.ts')).stagedSnapshot(settings.contracts, shown)
  return (await import('../adapters/baseline/directory.ts')).directorySnapshot(settings.contracts, shown)
}

/** Everything below the folder of dq.yaml as it stands in the index. */
export const stagedRepo = async ({ root }: Settings): Promise<ContractSnapshot> =>
  (await import('../adapters/baseline/git.ts')).stagedSnapshot(root, shownPath(root))

/** What lies beside the contracts, on disk or in the index. */
export async function currentBeside(settings: Settings, staged: boolean): Promise<Beside> {
  const shown = settings.root === process.cwd() ? '.' : shownPath(settings.root)
  if (staged) return (await import('../adapters/baseline/git.ts')).stagedBeside(settings.root, shown)
  return (await import('../adapters/baseline/directory.ts')).besideOnDisk(settings.root, shown)
}

/**
 * What `--against` names: an archive by its ending, a folder by `./`, `../` or `/`, else a git ref, else a folder.
 * A folder may hold the contracts themselves, or be a whole contract repo. `tags`: patterns of those that are the history.
 */
export async function contractBaseline(
  settings: Settings,
  text: string,
  tags: readonly string[] | undefined = settings.history?.tags,
): Promise<ContractBaseline> {
  if (text.trim() === '')
    throw new DqError('a baseline of no name', { hint: 'is a variable empty? e.g. --against main' })
  const inRepo = relative(settings.root, settings.contracts).split(sep).join('/')
  const { archiveBaseline, isArchive } = await import('../adapters/baseline/archive.ts')
  if (isArchive(text)) return withHistory(archiveBaseline(resolve(text), text, inRepo), settings, tags)
  const { directoryBaseline } = await import('../adapters/baseline/directory.ts')
  const isRepo = existsSync(resolve(text, inRepo))
  const folder = isRepo ? resolve(text, inRepo) : resolve(text)
  const onDisk = () => {
    const repo = isRepo ? { root: resolve(text), shown: text.replace(/[\\/]+$/, '') || '/' } : undefined
    return withHistory(directoryBaseline(folder, text, repo), settings, tags)
  }
  if (/^(\.{1,2}$|\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(text)) return onDisk()
  const { gitBaseline } = await import('../adapters/baseline/git.ts')
  try {
    return await gitBaseline(text, settings.contracts, { root: settings.root, tags })
  } catch (error) {
    if (error instanceof DqError && existsSync(folder)) return onDisk()
    throw error
  }
}

/** A folder or archive knows of no time: its history is that of the repository in which the contracts lie now. */
const withHistory = (
  baseline: ContractBaseline,
  { contracts }: Settings,
  tags: readonly string[] | undefined,
): ContractBaseline => ({
  ...baseline,
  history: async () => (await import('../adapters/baseline/git.ts')).headHistory(contracts, tags),
})

/** What the next commit is compared with when nothing is named. */
export const headOf = async (
  { contracts, root, history }: Settings,
  tags: readonly string[] | undefined = history?.tags,
): Promise<ContractBaseline> => (await import('../adapters/baseline/git.ts')).headBaseline(contracts, { root, tags })

/** Another repository at its pin; folders are relative to `base`, or to dq.yaml. `refresh` asks the network again. */
export async function pinnedRepository(
  { cacheDir, root }: Settings,
  { git, ref, base = root }: { readonly git: string; readonly ref: string; readonly base?: string },
  refresh = false,
): Promise<PinnedRepository> {
  const pinned = await import('../adapters/baseline/pinned.ts')
  const place = pinned.isGitUrl(git) ? git : resolve(base, git)
  return pinned.pinnedRepository({ git: place, ref }, { cacheDir, refresh })
}

/** A file beside dq.yaml as it stands in the index; undefined when it is not there. */
export async function stagedText(settings: Settings, name: string): Promise<string | undefined> {
  const { stagedBeside } = await import('../adapters/baseline/git.ts')
  const snapshot = await stagedBeside(settings.root, '')([name])
  const bytes = (await snapshot?.readAll([name]))?.get(name)
  return bytes && new TextDecoder().decode(bytes)
}

/** A real Avro library, to try what schemas promise. */
export const avroDecoder = async (): Promise<AvroCodec> => (await import('../adapters/avro-codec/avsc.ts')).avscCodec

/** Events of files, JSON Lines or Avro, merged into their total order; `from` is a position in them. */
export async function fileSource(
  files: readonly { readonly topic: string; readonly path: string }[],
  from?: JsonObject,
): Promise<EventSource> {
  const { openFileSource } = await import('../adapters/event-source/files.ts')
  return openFileSource(files, { from })
}

export interface FileOutputs {
  readonly format: FileFormatName
  readonly job: string
  /** Everything that may be written, with its contract where there is one. */
  readonly topics: ReadonlyMap<string, Contract | undefined>
}

/** A folder of files, one a topic. What an earlier run left for one of these topics is removed, but for what `from`, a checkpoint, goes on with. */
export async function fileSink(folder: string, outputs: FileOutputs, from?: JsonObject): Promise<EventSink> {
  const { format, job, topics } = outputs
  for (const topic of topics.keys()) {
    for (const ending of new Set(FILE_FORMATS.map(endingOf))) {
      await rm(join(folder, topic + ending), { force: true })
      const isOurs = from !== undefined && topic in from && ending === endingOf(format)
      if (!isOurs) await rm(join(folder, `${topic}${ending}.part`), { force: true })
    }
  }
  if (format === 'jsonl' || format === 'jsonl.gz') {
    const { openJsonlSink } = await import('../adapters/event-sink/jsonl.ts')
    return openJsonlSink(folder, { gzip: format === 'jsonl.gz', from })
  }
  const { openAvroSink } = await import('../adapters/event-sink/avro.ts')
  const codec = format === 'avro' ? 'null' : 'deflate'
  return openAvroSink(folder, { job, codec, schemaOf: (topic) => topics.get(topic)?.schema, from })
}

/** Gives the outputs of a finished run their names, where it was interrupted before it could. */
export async function publishOutputs(folder: string, format: FileFormatName, from: JsonObject): Promise<void> {
  const { publishFiles } = await import('../adapters/event-sink/files/sink.ts')
  await publishFiles(folder, { ending: endingOf(format) }, from)
}

/** The feature store of an embedded run: a file in the folder, or memory without one. Rows of the stores in `anew` are removed: a run that begins writes them again. */
export async function keyedStore(folder: string | undefined, anew: readonly string[] = []): Promise<KeyedStore> {
  if (folder === undefined) return (await import('../adapters/keyed-store/memory.ts')).openMemoryStore()
  const { openSqliteStore } = await import('../adapters/keyed-store/sqlite.ts')
  return openSqliteStore(join(folder, 'features.sqlite'), { anew })
}

/** The checkpoint in a folder, for this process alone. */
export async function checkpointFolder(folder: string): Promise<OpenCheckpoint> {
  const { openCheckpoint } = await import('../adapters/checkpoint/sqlite.ts')
  return openCheckpoint(folder)
}

/** What is in a checkpoint's folder, also while a run uses it. */
export async function checkpointStatusOf(folder: string): Promise<CheckpointStatus | undefined> {
  const { checkpointStatus } = await import('../adapters/checkpoint/sqlite.ts')
  return checkpointStatus(folder)
}

/** The repo's recorded cases. */
export async function fixtureFiles(settings: Settings): Promise<FixtureFiles> {
  const { diskFixtures } = await import('../adapters/fixture-files/disk.ts')
  return diskFixtures(settings.fixtures, process.cwd())
}

/** The recorded cases among files of the index, named from the root of the repo; `folder` is that of the cases. */
export async function stagedFixtures(
  settings: Settings,
  folder: string,
  paths: readonly string[],
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Pick<FixtureFiles, 'cases' | 'read'>> {
  const { snapshotFixtures } = await import('../adapters/fixture-files/snapshot.ts')
  const prefix = folder === '' ? '' : `${folder}/`
  const below = paths.map((path) => path.slice(prefix.length))
  return snapshotFixtures(settings.fixtures, process.cwd(), below, (path) => read(prefix + path))
}

/** Real servers on this machine, as processes; downloads go to the user's cache. */
export async function stackProvider({ cacheDir }: Settings): Promise<StackProvider> {
  const { servers, startServer } = await import('../adapters/stack/processes.ts')
  const { isRunning, stopElsewhere, usageElsewhere } = await import('../adapters/stack/processes/elsewhere.ts')
  return {
    servers,
    start: (name, options) => startServer(name, { cacheDir, ...options }),
    isRunning,
    usage: usageElsewhere,
    stop: stopElsewhere,
  }
}
