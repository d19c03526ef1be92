import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { formatInstant } from '../../contracts/codec/timestamp.ts'
import type { EventSink, OutEvent } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'

const FLUSH_CHARACTERS = 1024 * 1024
const compress = promisify(gzip)

interface TopicFile {
  readonly path: string
  readonly handle: FileHandle
  readonly offsets: Map<number, number>
  pending: string
}

/**
 * Events as JSON Lines, one file `<topic>.jsonl` (or `.jsonl.gz`) a topic in the folder, which is made when missing.
 * Lines go to `<file>.part`; `close` makes them durable and gives the files their names, replacing older ones. A topic without events has no file.
 * Wait for each write before the next.
 */
export async function openJsonlSink(dir: string, options: { readonly gzip?: boolean } = {}): Promise<EventSink> {
  await mkdir(dir, { recursive: true })
  const files = new Map<string, TopicFile>()

  const openFile = async (topic: string): Promise<TopicFile> => {
    const path = join(dir, `${checkName('topic', topic)}.jsonl${options.gzip ? '.gz' : ''}`)
    const file = { path, handle: await open(`${path}.part`, 'w'), offsets: new Map(), pending: '' }
    files.set(topic, file)
    return file
  }
  const flush = async (file: TopicFile): Promise<void> => {
    const bytes = Buffer.from(file.pending)
    file.pending = ''
    if (bytes.length > 0) await file.handle.writeFile(options.gzip ? await compress(bytes) : bytes)
  }

  return {
    async write(events) {
      for (const event of events) {
        const file = files.get(event.topic) ?? (await openFile(event.topic))
        const offset = file.offsets.get(event.partition) ?? 0
        file.offsets.set(event.partition, offset + 1)
        file.pending += line(event, offset)
        if (file.pending.length >= FLUSH_CHARACTERS) await flush(file)
      }
    },
    async close() {
      for (const file of files.values()) {
        await flush(file)
        await file.handle.sync()
        await file.handle.close()
      }
      for (const { path } of files.values()) await rename(`${path}.part`, path)
      files.clear()
      await syncFolder(dir)
    },
  }
}

function line({ topic, partition, arrival, key, value }: OutEvent, offset: number): string {
  if (value.includes('\n')) throw new Error(`a value of ${topic} holds a line break: it must be JSON on one line`)
  return `{"topic":"${topic}","partition":${partition},"offset":${offset},"arrival":"${formatInstant(arrival)}","key":${JSON.stringify(key)},"value":${value}}\n`
}

/** Makes the new names durable; not every file system lets a folder be opened. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
