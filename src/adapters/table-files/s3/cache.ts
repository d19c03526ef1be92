import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

export interface DownloadCache {
  /** The path of the file of a name, which `fetch` writes where it is not there yet. */
  path(name: string, fetch: (path: string) => Promise<void>): Promise<string>
  has(name: string): Promise<boolean>
}

/** A file used so lately may be open in another process. */
const RECENT_MS = 3_600_000

/**
 * Files of tables never change, so what was downloaded once is good for ever: kept up to `limit` bytes, the ones that were not used for
 * longest go first. What a query needs at once, and what was used within the last hour, stays whatever its size.
 */
export function downloadCache(folder: string, limit: number): DownloadCache {
  const under = new Map<string, Promise<string>>()
  const pathOf = (name: string): string => join(folder, `${createHash('sha256').update(name).digest('hex')}.parquet`)
  const one = async (name: string, fetch: (path: string) => Promise<void>): Promise<string> => {
    const path = pathOf(name)
    const now = new Date()
    // Touched: that it is in use is what keeps it.
    const isThere = await utimes(path, now, now).then(
      () => true,
      () => false,
    )
    if (isThere) return path
    await mkdir(folder, { recursive: true })
    const partial = join(folder, `.${randomUUID()}`)
    try {
      await fetch(partial)
      await rename(partial, path)
    } finally {
      await rm(partial, { force: true })
    }
    await shrink(folder, limit)
    return path
  }
  return {
    path(name, fetch) {
      const known = under.get(name) ?? one(name, fetch).finally(() => under.delete(name))
      under.set(name, known)
      return known
    },
    has: (name) =>
      stat(pathOf(name)).then(
        () => true,
        () => false,
      ),
  }
}

async function shrink(folder: string, limit: number): Promise<void> {
  const names = await readdir(folder)
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      // Another process may have taken it.
      const { size, blocks, mtimeMs } = await stat(path).catch(() => ({ size: 0, blocks: 0, mtimeMs: 0 }))
      // Holes take no place.
      return { path, size: Math.min(size, blocks * 512), used: mtimeMs }
    }),
  )
  let bytes = found.reduce((sum, { size }) => sum + size, 0)
  const before = Date.now() - RECENT_MS
  for (const { path, size, used } of found.sort((a, b) => a.used - b.used)) {
    if (bytes <= limit || used >= before) return
    await rm(path, { force: true })
    bytes -= size
  }
}
