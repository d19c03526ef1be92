import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises'
import type { FileParts } from '../../../lake/table/ports.ts'
import { type Footer, type RowGroup, readFooter } from './footer.ts'
import type { Span } from './thrift.ts'

export interface WantedParts {
  /** Ids of columns at the top. */
  readonly columns: ReadonlySet<number>
  /** Whether a row group may have a wanted row; undefined where rows are known by their numbers, so none can be left out. */
  readonly mayMatch: ((group: RowGroup) => boolean) | undefined
  /** So many rows are enough, no matter which. */
  readonly limit: number | undefined
}

/** A smaller file is fetched whole: that is one request instead of three. */
const LEAST = 4 * 1024 * 1024
/** Of a file, fetched for its footer. */
const TAIL = 64 * 1024
/** What lies between two wanted parts and is smaller than this is fetched too, instead of asking twice. */
const GAP = 256 * 1024
const STEP = 8 * 1024 * 1024
/** Of the file: whoever needs more of it gets it whole, for the next one too. */
const MOST = 0.7
const MAGIC = 'PAR1'

/**
 * A Parquet file of this machine with the wanted columns and row groups of one elsewhere at their places, and nothing between them: its footer
 * names the fetched row groups alone, and what reads another column finds no page there. Undefined where the whole file is better, or its footer
 * cannot be read here.
 */
export async function partialFile(parts: FileParts, size: number, wanted: WantedParts): Promise<string | undefined> {
  if (size < LEAST) return undefined
  const bytes = await footerBytes(parts, size)
  const footer = bytes && parsed(bytes)
  if (bytes === undefined || footer === undefined) return undefined
  const end = size - 8 - bytes.length
  const groups = chosen(footer, wanted)
  const spans = merged(spansOf(groups, wanted.columns), end)
  if (spans === undefined || spans.reduce((sum, span) => sum + span.end - span.start, 0) > MOST * size) return undefined
  const name = JSON.stringify([groups.map((group) => footer.groups.indexOf(group)), [...wanted.columns].sort()])
  return parts.kept(name, async (path) => {
    const file = await open(path, 'w')
    try {
      await file.write(MAGIC, 0)
      for (const span of spans) await copy(parts, span, file)
      const own = footer.only(groups)
      const length = Buffer.alloc(4)
      length.writeUInt32LE(own.length)
      await writeAll(file, Buffer.concat([own, length, Buffer.from(MAGIC)]), end)
    } finally {
      await file.close()
    }
  })
}

/** Kept by itself, as other questions need other parts of the same file. */
async function footerBytes(parts: FileParts, size: number): Promise<Uint8Array | undefined> {
  const path = await parts.kept('footer', async (to) => {
    const tail = Buffer.from(await parts.bytes(size - TAIL, size))
    const length = tail.readUInt32LE(tail.length - 8)
    const isParquet = tail.toString('latin1', tail.length - 4) === MAGIC && length + 12 <= size
    if (!isParquet) return writeFile(to, '')
    const start = size - 8 - length
    await writeFile(to, length + 8 <= tail.length ? tail.subarray(-8 - length, -8) : await parts.bytes(start, size - 8))
  })
  const bytes = await readFile(path)
  return bytes.length === 0 ? undefined : bytes
}

function parsed(bytes: Uint8Array): Footer | undefined {
  try {
    return readFooter(bytes)
  } catch (error) {
    // What it is is for the engine to say, of the whole file.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function chosen({ groups }: Footer, { mayMatch, limit }: WantedParts): readonly RowGroup[] {
  if (mayMatch === undefined) return groups
  const matching = groups.filter(mayMatch)
  if (limit === undefined) return matching
  let rows = 0
  return matching.filter((group) => {
    const isNeeded = rows < limit
    rows += group.rows
    return isNeeded
  })
}

/** Undefined where the file has columns without ids: they cannot be told apart. */
function spansOf(groups: readonly RowGroup[], columns: ReadonlySet<number>): readonly Span[] | undefined {
  const chunks = groups.flatMap((group) => group.chunks)
  if (chunks.some(({ topId }) => topId === undefined)) return undefined
  return chunks.flatMap(({ topId, spans }) => (columns.has(topId!) ? spans : []))
}

function merged(spans: readonly Span[] | undefined, end: number): readonly Span[] | undefined {
  const all: { start: number; end: number }[] = []
  for (const span of spans?.toSorted((a, b) => a.start - b.start) ?? []) {
    const last = all.at(-1)
    const until = Math.min(span.end, end)
    if (last !== undefined && span.start - last.end <= GAP) last.end = Math.max(last.end, until)
    else all.push({ start: span.start, end: until })
  }
  return spans && all
}

async function copy(parts: FileParts, { start, end }: Span, file: FileHandle): Promise<void> {
  for (let at = start; at < end; at += STEP) await writeAll(file, await parts.bytes(at, Math.min(at + STEP, end)), at)
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0
  while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}
