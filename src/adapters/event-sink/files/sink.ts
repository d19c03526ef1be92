import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '../../../kernel/json.ts'
import type { EventSink, OutEvent } from '../../../pipelines/ports.ts'
import { checkName } from '../../store-name.ts'
import { openPart, type PartFile, publish, syncFolder } from './part-file.ts'

/** How the events of one topic become bytes. */
export interface TopicFormat {
  /** What a new file begins with. */
  readonly head?: Uint8Array
  /** Takes an event in, to be given out by `flush`. */
  add(event: OutEvent, offset: number): void
  /** Whether enough has been taken in to be written. */
  isFull(): boolean
  /** Bytes of what was taken in since the last flush, if there was anything. What follows stands on its own. */
  flush(): Promise<Uint8Array | undefined>
}

export interface FileFormat {
  /** After the topic's name, e.g. `.jsonl`. */
  readonly ending: string
  open(topic: string): TopicFormat
}

interface TopicFile {
  readonly format: TopicFormat
  readonly part: PartFile
  readonly offsets: Map<number, number>
}

/** By topic: the bytes that are durable, and the offset that comes next in each partition. */
const savedSchema = z.record(
  z.string(),
  z.object({ length: z.number(), offsets: z.array(z.tuple([z.number(), z.number()])) }),
)

/**
 * Events in one file a topic in the folder, which is made when missing. They go to `<file>.part`; `close` makes the files durable and gives
 * them their names, replacing older ones. A topic without events has no file. `from` is the checkpoint of an earlier sink: its files are
 * cut back to it and go on. Wait for each write before the next.
 */
export async function openFiles(dir: string, format: FileFormat, from?: JsonObject): Promise<EventSink> {
  await mkdir(dir, { recursive: true })
  const pathOf = (topic: string): string => join(dir, `${checkName('topic', topic)}${format.ending}`)
  const files = new Map<string, TopicFile>()
  let hasNewFile = false
  const abandon = async (): Promise<void> => {
    for (const { part } of files.values()) await part.close()
    files.clear()
  }
  try {
    for (const [topic, { length, offsets }] of Object.entries(savedSchema.parse(from ?? {}))) {
      const part = await openPart(pathOf(topic), length)
      files.set(topic, { format: format.open(topic), part, offsets: new Map(offsets) })
    }
  } catch (error) {
    await abandon()
    throw error
  }

  const begin = async (topic: string): Promise<TopicFile> => {
    const file = { format: format.open(topic), part: await openPart(pathOf(topic)), offsets: new Map() }
    if (file.format.head !== undefined) await file.part.append(file.format.head)
    files.set(topic, file)
    hasNewFile = true
    return file
  }
  const flush = async ({ format, part }: TopicFile): Promise<void> => {
    const bytes = await format.flush()
    if (bytes !== undefined) await part.append(bytes)
  }
  const checkpoint = async (): Promise<JsonObject> => {
    const saved: [string, JsonObject][] = []
    for (const [topic, file] of files) {
      await flush(file)
      saved.push([topic, { length: await file.part.sync(), offsets: [...file.offsets] }])
    }
    if (hasNewFile) await syncFolder(dir)
    hasNewFile = false
    return Object.fromEntries(saved)
  }

  return {
    checkpoint,
    async write(events) {
      for (const event of events) {
        const file = files.get(event.topic) ?? (await begin(event.topic))
        const offset = file.offsets.get(event.partition) ?? 0
        file.offsets.set(event.partition, offset + 1)
        file.format.add(event, offset)
        if (file.format.isFull()) await flush(file)
      }
    },
    async close() {
      await checkpoint()
      for (const { part } of files.values()) await part.close()
      for (const topic of files.keys()) await publish(pathOf(topic))
      files.clear()
      await syncFolder(dir)
    },
    abandon,
  }
}

/** Gives the files of a run that was finished their names, where the process ended before it could; `from` is its last checkpoint. */
export async function publishFiles(dir: string, format: Pick<FileFormat, 'ending'>, from: JsonObject): Promise<void> {
  for (const topic of Object.keys(savedSchema.parse(from))) await publish(join(dir, `${topic}${format.ending}`))
  await syncFolder(dir)
}
