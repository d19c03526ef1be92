import { spawnSync } from 'node:child_process'
import { closeSync, constants, mkdirSync, openSync, rmSync, writeFileSync, writev } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { BLOCK_BYTES } from './line-blocks.ts'

/** Bytes that are sent and not read yet: beyond it the sender waits. */
const MOST_WAITING = 8 * 1024 * 1024
/** DuckDB keeps what it has read of a pipe until it goes on to the next. */
const PIPE_BYTES = 16 * 1024 * 1024
/** The last one takes whatever is left. */
const PIPES = 17
/** Milliseconds between two looks whether there is a reader. */
const LOOK_MS = 1

/** Blocks of bytes to a reader that opens these paths one after the other, and reads each to its end. */
export interface NamedPipes {
  readonly paths: readonly string[]
  /** The block is the pipe's from now on. */
  send(block: Buffer, length: number): void
  /** A block of BLOCK_BYTES that was read, to be filled again. */
  free(): Buffer | undefined
  /** Resolves when more may be sent. */
  room(): Promise<void>
  /** Resolves when everything was taken, and the reader sees the end. */
  end(): Promise<void>
  /** What was not taken is lost: the reader, should there be one, sees the end. */
  abandon(): Promise<void>
  /** Once nobody reads any more. */
  remove(): void
}

/**
 * Makes the pipes in a folder of their own; undefined where this system, or the folder's file system, has none. A thread writes while the sender
 * goes on. Nothing here waits inside of `open`: a thread that does can be woken by the other side only, and the process ends no sooner.
 */
export function namedPipes(folder: string): NamedPipes | undefined {
  if (process.platform === 'win32') return undefined
  mkdirSync(folder, { recursive: true })
  const paths = Array.from({ length: PIPES }, (_, i) => join(folder, `${i}.jsonl`))
  if (spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' }).status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return undefined
  }
  const freed: Buffer[] = []
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let at = 0
  /** The one at `at`, once it has a reader. */
  let file: number | undefined
  let inPipe = 0
  let flying: Promise<void> | undefined
  let isAbandoned = false
  let wake: (() => void) | undefined

  const close = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  /** Opens the present one as soon as it has a reader; undefined when it is abandoned before. */
  const opened = async (): Promise<number | undefined> => {
    while (file === undefined && !isAbandoned) {
      file = openForReader(paths[at]!)
      if (file === undefined) await sleep(LOOK_MS)
    }
    return file
  }
  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      const into = await opened()
      if (into === undefined) return
      const blocks = waiting
      waiting = []
      await writeAll(into, blocks)
      for (const block of blocks) {
        inPipe += block.length
        waitingBytes -= block.length
        if (block.buffer.byteLength === BLOCK_BYTES) freed.push(Buffer.from(block.buffer))
      }
      if (inPipe >= PIPE_BYTES && at < PIPES - 1) {
        close()
        at++
        inPipe = 0
      }
      if (waitingBytes <= MOST_WAITING) wake?.()
    }
  }
  /** Paths that no reader has opened yet are files without a byte. */
  const empty = (from: number): void => {
    for (const path of paths.slice(from)) {
      rmSync(path, { force: true })
      writeFileSync(path, '')
    }
  }
  /** Whoever is about to read sees the end, and who reads when the file is closed. */
  const abandonNow = (): void => {
    isAbandoned = true
    waiting = []
    waitingBytes = 0
    wake?.()
    // Wakes a reader that waits for a writer; the next one finds a file.
    const both = openSync(paths[at]!, constants.O_RDWR | constants.O_NONBLOCK)
    empty(at)
    closeSync(both)
  }
  const fly = (): void => {
    flying ??= pump()
      // The reader is gone, and says why; or it has not got all, and its rows are counted.
      .catch(() => {
        if (!isAbandoned) abandonNow()
        close()
      })
      .finally(() => {
        flying = undefined
        // Between the last look and here something may have been sent.
        if (waiting.length > 0) fly()
      })
  }
  const remove = (): void => {
    process.off('exit', onExit)
    rmSync(folder, { recursive: true, force: true })
  }
  // The process would wait for its threads, and the reader's for more.
  const onExit = (): void => {
    if (!isAbandoned) abandonNow()
    close()
    remove()
  }
  process.once('exit', onExit)

  return {
    paths,
    send(block, length) {
      if (isAbandoned) return
      waiting.push(block.subarray(0, length))
      waitingBytes += length
      fly()
    },
    free: () => freed.pop(),
    room: () =>
      new Promise<void>((resolve) => {
        wake = resolve
        if (waitingBytes <= MOST_WAITING || isAbandoned) resolve()
      }),
    async end() {
      while (flying !== undefined) await flying
      // Its reader may be there already, though nothing was sent to the present one yet.
      if ((await opened()) === undefined) return
      empty(at + 1)
      close()
    },
    async abandon() {
      if (!isAbandoned) abandonNow()
      await flying
      close()
    },
    remove,
  }
}

/** Opens a pipe to write where somebody has opened it, or is opening it, to read; undefined else. */
function openForReader(path: string): number | undefined {
  let first: number
  try {
    first = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO') return undefined
    throw error
  }
  // Should the reader be gone by now, opening to write would wait for the next one.
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  try {
    return openSync(path, constants.O_WRONLY)
  } finally {
    closeSync(both)
    closeSync(first)
  }
}

const writeBlocks = promisify(writev)

/** A pipe takes all of it, unless a signal came. */
async function writeAll(file: number, blocks: readonly Buffer[]): Promise<void> {
  let rest = [...blocks]
  while (rest.length > 0) {
    let { bytesWritten } = await writeBlocks(file, rest)
    while (rest[0] !== undefined && bytesWritten >= rest[0].length) bytesWritten -= rest.shift()!.length
    if (rest[0] !== undefined) rest = [rest[0].subarray(bytesWritten), ...rest.slice(1)]
  }
}
