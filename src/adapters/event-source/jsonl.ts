import { stat } from 'node:fs/promises'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { EventSource } from '../../pipelines/ports.ts'
import { missingFile } from '../missing-file.ts'
import { readChunks } from './jsonl/chunks.ts'
import { type EventFile, type LostBytes, readEvents } from './jsonl/file-events.ts'
import { readLines } from './jsonl/lines.ts'
import { mergeEvents } from './jsonl/merge.ts'
import { rawValueBytes } from './jsonl/raw-value.ts'

const BATCH_EVENTS = 1024

/**
 * Events as JSON Lines, one file a topic, plain or gzip (told by the first bytes), each sorted by arrival, partition, offset.
 * Lines that are no events come as `UnreadableEvent`s; blank lines, CRLF and a byte order mark at the start are fine.
 * Throws a DqError for a file that is missing, out of order, of another topic, or gzip that breaks off.
 */
export async function openJsonlSource(
  files: readonly EventFile[],
  options: { readonly maxLineBytes?: number } = {},
): Promise<EventSource> {
  const sizes = await Promise.all(files.map(({ path }) => sizeOf(path)))
  const total = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined
  const ordered = files.toSorted((a, b) => compareCodePoints(a.topic, b.topic))
  const lost: LostBytes = new WeakMap()
  const reading: AsyncGenerator<unknown>[] = []
  let read = 0
  return {
    async *read() {
      const opened = ordered.map((file) => {
        const chunks = readChunks(file.path, (bytes) => {
          read += bytes
        })
        const events = readEvents(file, readLines(chunks, options.maxLineBytes), lost)
        reading.push(events)
        return events
      })
      try {
        yield* mergeEvents(opened, BATCH_EVENTS)
      } finally {
        await closeAll(opened)
      }
    },
    rawValue(event) {
      if ('unreadable' in event) return lost.get(event) ?? Buffer.from(event.text)
      return rawValueBytes(event.text)
    },
    progress: () => ({ read, total }),
    close: () => closeAll(reading),
  }
}

/** Ends generators wherever they stand, which closes their files. */
const closeAll = async (generators: readonly AsyncGenerator<unknown>[]): Promise<void> => {
  await Promise.all(generators.map((generator) => generator.return(undefined)))
}

/** Bytes of a regular file; undefined for a pipe. */
async function sizeOf(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch((error: unknown) => {
    throw missingFile(path, error)
  })
  if (stats.isDirectory()) throw missingFile(path, undefined)
  return stats.isFile() ? stats.size : undefined
}
