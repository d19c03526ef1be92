import { stat } from 'node:fs/promises'
import { MAGIC } from '../../contracts/codec/avro/container.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import { DqError } from '../../kernel/errors.ts'
import { isJsonObject, type JsonObject } from '../../kernel/json.ts'
import type { EventSource } from '../../pipelines/ports.ts'
import { missingFile } from '../missing-file.ts'
import { readAvro } from './avro.ts'
import type { Block, EventFile, LostBytes } from './files/block.ts'
import { peekChunks, readChunks, STDIN } from './files/chunks.ts'
import { type Cursor, cursorOf, mergeEvents } from './files/merge.ts'
import { rawValueBytes } from './jsonl/raw-value.ts'
import { readJsonl } from './jsonl.ts'

const BATCH_EVENTS = 1024

/**
 * Events of files, one a topic, each sorted by arrival, partition, offset: JSON Lines, plain or gzip, or Avro container files, told by the first bytes.
 * Lines that are no events come as `UnreadableEvent`s; blank lines, CRLF and a byte order mark at the start are fine.
 * The path `-` is standard input.
 * `from` is the position of an earlier source of the same files: what lies before it is only compared with what it was.
 * Throws a DqError for a file that is missing, out of order, of another topic, changed, or gzip that breaks off.
 */
export async function openFileSource(
  files: readonly EventFile[],
  options: { readonly maxLineBytes?: number; readonly from?: JsonObject | undefined } = {},
): Promise<EventSource> {
  const [first, second] = files.filter(({ path }) => path === STDIN)
  if (first !== undefined && second !== undefined)
    throw new DqError(`${first.topic} and ${second.topic} cannot both come through standard input`, {
      hint: 'give one of them as a file, or as a pipe with a name: --input topic=<(zcat events.jsonl.gz)',
    })
  for (const { path } of files) refuseOtherFormats(path)
  const sizes = await Promise.all(files.map(({ path }) => sizeOf(path)))
  const total = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined
  const ordered = files.toSorted((a, b) => compareCodePoints(a.topic, b.topic))
  const lost: LostBytes = new WeakMap()
  const reading: AsyncGenerator<unknown>[] = []
  let cursors: readonly Cursor[] = []
  let read = 0

  const placeOf = ({ topic }: EventFile): JsonObject | undefined => {
    const place = options.from?.[topic]
    return isJsonObject(place) ? place : undefined
  }
  async function* blocksOf(file: EventFile): AsyncGenerator<Block> {
    const from = placeOf(file)
    const { head, chunks } = await peekChunks(
      readChunks(file.path, (bytes) => {
        read += bytes
      }),
      MAGIC.length,
    )
    if (MAGIC.every((byte, i) => head[i] === byte)) yield* readAvro(file, chunks, lost, { from })
    else yield* readJsonl(file, chunks, lost, { from, maxLineBytes: options.maxLineBytes })
  }

  return {
    async *read({ stop = Number.POSITIVE_INFINITY } = {}) {
      const opened = ordered.map(blocksOf)
      reading.push(...opened)
      cursors = opened.map(cursorOf)
      try {
        yield* mergeEvents(cursors, BATCH_EVENTS, stop)
      } finally {
        await closeAll(opened)
      }
    },
    position: () =>
      Object.fromEntries(
        ordered.map((file, i) => {
          const cursor = cursors[i]
          return [file.topic, cursor?.block?.after(cursor.index) ?? placeOf(file) ?? null]
        }),
      ),
    rawValue(event) {
      if ('unreadable' in event) return lost.get(event) ?? Buffer.from(event.text)
      const { value, from, to, text } = event
      return value instanceof Uint8Array ? value.subarray(from, to) : rawValueBytes(text)
    },
    progress: () => ({ read, total }),
    close: () => closeAll(reading),
  }
}

/** Endings of files that hold tables, documents or archives: their lines would all be dead letters. */
const NO_EVENTS =
  /\.(csv|tsv|parquet|orc|arrow|feather|xlsx?|ya?ml|xml|zip|tar|tgz|zst|bz2|xz|7z|sql|sqlite|db|pdf)(\.gz)?$/i

function refuseOtherFormats(path: string): void {
  const [ending] = NO_EVENTS.exec(path) ?? []
  if (ending === undefined) return
  throw new DqError(`${path} is no file of events: ${ending} is not read`, {
    hint: 'events come as JSON Lines (.jsonl, .ndjson, .json, plain or .gz) or Avro container files (.avro), a file a topic',
  })
}

/** Ends generators wherever they stand, which closes their files. */
const closeAll = async (generators: readonly AsyncGenerator<unknown>[]): Promise<void> => {
  await Promise.all(generators.map((generator) => generator.return(undefined)))
}

/** Bytes of a regular file; undefined for a pipe. */
async function sizeOf(path: string): Promise<number | undefined> {
  if (path === STDIN) return undefined
  const stats = await stat(path).catch((error: unknown) => {
    throw missingFile(path, error)
  })
  if (stats.isDirectory()) throw missingFile(path, undefined)
  return stats.isFile() ? stats.size : undefined
}
