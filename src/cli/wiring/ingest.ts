import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DataWriter, TableReader } from '../../lake/table/ports.ts'
import type { IngestSource, IngestTools } from '../../pipelines/ingest/ports.ts'
import type { Settings } from '../config.ts'
import { leanHeap } from '../lean-heap.ts'
import { openLake } from './lake.ts'
import { openTableEngine } from './table-engine.ts'

export interface OpenIngest extends IngestTools {
  readonly reader: TableReader
  close(): void
}

/**
 * What ingest works with: the lake of the environment, DuckDB, and files of this process below the state folder. Memory is kept small, as
 * most of the time goes into judging records: writing them takes a tenth of it on one thread.
 */
export async function openIngest(settings: Settings): Promise<OpenIngest> {
  leanHeap()
  const [{ rowStage }, { fileSource }] = await Promise.all([
    import('../../adapters/row-stage/row-stage.ts'),
    import('../../adapters/table-data/duckdb/file-source.ts'),
  ])
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings, 1)
  const scratch = join(settings.stateDir, 'lake', 'scratch')
  const writer: DataWriter = {
    // By an instance of its own: what DuckDB frees it keeps for later, which is as much memory as a commit takes.
    async write(rows, into) {
      const own = await openTableEngine(settings, 1)
      try {
        return await own.writer.write(rows, into)
      } finally {
        own.close()
      }
    },
  }
  return {
    lake,
    writer,
    reader: engine.reader,
    stage: (name) =>
      rowStage({
        path: join(scratch, `${name}-${randomUUID()}.jsonl`),
        // Rows are checked before they come here.
        write: async (files, longest, into) => writer.write(fileSource(files, into.schema, { longest }), into),
        remove: (files) => lake.files.remove(files.map(({ path }) => path)),
      }),
    digest: (bytes) => createHash('sha256').update(bytes).digest('base64url').slice(0, 16),
    now: Date.now,
    close: () => engine.close(),
  }
}

/** The file as messages of a connector, one a line; undefined where it holds events with positions. */
export async function messages(topic: string, path: string): Promise<IngestSource | undefined> {
  const { holdsMessages, openMessages } = await import('../../adapters/event-source/messages.ts')
  if (!/\.(jsonl|ndjson|json)(\.gz)?$/.test(path) || !existsSync(path)) return undefined
  return (await holdsMessages(path)) ? openMessages(topic, path) : undefined
}
