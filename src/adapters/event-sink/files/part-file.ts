import { type FileHandle, open, rename, stat, truncate } from 'node:fs/promises'
import { DqError } from '../../../kernel/errors.ts'

/** A file that is written as `<path>.part` and gets its name when it is whole. */
export interface PartFile {
  /** Takes bytes that nobody changes any more; they are written in big pieces. */
  append(bytes: Uint8Array): Promise<void>
  /** Makes all of it durable; its length in bytes. */
  sync(): Promise<number>
  close(): Promise<void>
}

/** A write goes through a thread of its own: few big ones cost less. */
const WRITE_BYTES = 1024 * 1024

const partOf = (path: string): string => `${path}.part`

/** Opens it new, or cut back to `length`: what lies behind that was written after the last checkpoint. */
export async function openPart(path: string, length = 0): Promise<PartFile> {
  const handle = await (length === 0 ? open(partOf(path), 'w') : reopen(path, length))
  let at = length
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const write = async (): Promise<void> => {
    const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, waitingBytes)
    waiting = []
    waitingBytes = 0
    await handle.writeFile(bytes)
  }
  return {
    async append(bytes) {
      waiting.push(bytes)
      waitingBytes += bytes.length
      at += bytes.length
      if (waitingBytes >= WRITE_BYTES) await write()
    },
    async sync() {
      if (waitingBytes > 0) await write()
      await handle.sync()
      return at
    },
    close: () => handle.close(),
  }
}

async function reopen(path: string, length: number): Promise<FileHandle> {
  const part = partOf(path)
  const size = (await stat(part).catch(() => undefined))?.size ?? -1
  if (size < length)
    throw new DqError(
      `the file is not as the checkpoint left it: ${size < 0 ? 'it is gone' : `it has ${size} bytes, not ${length}`}`,
      {
        hint: 'bring the file back, or begin again with --fresh',
        at: { file: part },
      },
    )
  await truncate(part, length)
  return open(part, 'a')
}

/** Gives a whole file its name, replacing an older one. One that has its name already stays: the process may have ended in between. */
export async function publish(path: string): Promise<void> {
  await rename(partOf(path), path).catch(async (error: unknown) => {
    if (!(await stat(path).catch(() => undefined))) throw error
  })
}

/** Makes names durable; not every file system lets a folder be opened. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
