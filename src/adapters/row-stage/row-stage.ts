import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { DataTarget } from '../../lake/table/ports.ts'
import type { Stage } from '../../pipelines/ingest/ports.ts'
import { BLOCK_BYTES, lineBlocks } from './line-blocks.ts'
import { type NamedPipes, namedPipes } from './named-pipes.ts'

/** Longer rows take the way over the file: the reader of a pipe must know beforehand how long they get, and keeps two of the longest in memory. */
const LONGEST_PIPED = 1024 * 1024

export interface RowStageOptions {
  /** A file of this process, gone with the stage; pipes stand in a folder beside it. */
  readonly path: string
  /** Writes the JSON Lines of files, or of pipes, one after the other, as files of a table; no line is longer than so many bytes. */
  write(paths: readonly string[], longest: number, into: DataTarget): Promise<readonly DataFile[]>
  remove(files: readonly DataFile[]): Promise<void>
}

/** Rows that are being written. */
interface Running {
  readonly into: DataTarget
  readonly pipes: NamedPipes
  readonly files: Promise<readonly DataFile[]>
  /** Why they are not written any more. */
  failure?: { readonly error: unknown }
  isTaken: boolean
}

/**
 * Rows as JSON Lines: through named pipes to what writes them where it is known beforehand whereto; by a file else, and where there are few.
 */
export function rowStage({ path, write, remove }: RowStageOptions): Stage {
  let target: DataTarget | undefined
  let running: Running | undefined
  let canPipe = true
  let file: number | undefined
  let count = 0
  let bytes = 0
  let longest = 0

  const toFile = (block: Buffer, length: number): Buffer => {
    if (file === undefined) {
      mkdirSync(dirname(path), { recursive: true })
      file = openSync(path, 'w')
    }
    for (let at = 0; at < length; ) at += writeSync(file, block, at, length - at)
    return block
  }

  const start = (into: DataTarget): Running | undefined => {
    const pipes = namedPipes(`${path}.pipes`)
    canPipe = pipes !== undefined
    if (pipes === undefined) return undefined
    const files = write(pipes.paths, LONGEST_PIPED, into)
    const own: Running = { into, pipes, files, isTaken: false }
    void files
      .catch((error: unknown) => {
        own.failure = { error }
        return pipes.abandon()
      })
      .finally(pipes.remove)
    return own
  }

  const blocks = lineBlocks((block, length) => {
    // A block that is not full is the last one.
    if (running === undefined && target !== undefined && canPipe && length > BLOCK_BYTES / 2) running = start(target)
    if (running === undefined) return toFile(block, length)
    running.pipes.send(block, length)
    return running.pipes.free() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES)
  })

  const clear = async (): Promise<void> => {
    const left = running
    running = undefined
    blocks.clear()
    if (file !== undefined) closeSync(file)
    file = undefined
    count = 0
    bytes = 0
    longest = 0
    rmSync(path, { force: true })
    if (left === undefined || left.isTaken) return
    await left.pipes.abandon()
    await left.files.then(remove, () => undefined)
  }

  const piped = async (of: Running): Promise<readonly DataFile[]> => {
    await of.pipes.end()
    of.isTaken = true
    return of.files
  }

  return {
    get rows() {
      return count
    },
    get bytes() {
      return bytes
    },
    begin(into) {
      target = into
    },
    add(line) {
      const most = 3 * line.length + 1
      let length: number
      if (most > LONGEST_PIPED) {
        const own = Buffer.from(`${line}\n`)
        toFile(own, own.length)
        length = own.length
      } else length = blocks.put(line)
      count++
      bytes += length
      if (length > longest) longest = length
    },
    async room() {
      if (running === undefined) return
      await running.pipes.room()
      if (running.failure !== undefined) throw running.failure.error
    },
    isFor: ({ schema, spec, folder }) =>
      running === undefined ||
      (!running.isTaken &&
        running.into.schema.schemaId === schema.schemaId &&
        running.into.spec.specId === spec.specId &&
        running.into.folder === folder),
    async files(into) {
      blocks.flush()
      const through = running === undefined ? [] : await piped(running)
      return file === undefined ? through : [...through, ...(await write([path], longest, into))]
    },
    clear,
    close: clear,
  }
}
