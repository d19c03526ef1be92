import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import type { TableFiles } from '../../lake/table/ports.ts'

/** Tables on this machine's disk, by `file:` URLs. */
export const diskFiles: TableFiles = {
  async read(url) {
    try {
      return await readFile(pathOf(url))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw new DqError(`the lake lacks ${url}`, {
        hint: 'was it removed by hand? An older snapshot may still be whole: dq table history',
        cause: error,
      })
    }
  },
  async write(url, bytes) {
    const path = pathOf(url)
    await mkdir(dirname(path), { recursive: true })
    // Refused when it exists: two writers never share a name.
    const file = await open(path, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await syncFolder(dirname(path))
  },
  async adopt(from, url) {
    const path = pathOf(url)
    await mkdir(dirname(path), { recursive: true })
    const file = await open(from, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(from, path)
    await syncFolder(dirname(path))
  },
  local: async (url) => pathOf(url),
  parts: async () => undefined,
  canonical: (url) => (url.startsWith('file:') ? locationOf(pathOf(url)) : url),
  list: (folder) => below(pathOf(folder)),
  async remove(urls) {
    for (const url of urls) await rm(pathOf(url), { force: true })
  },
}

/**
 * The path of a `file:` location. Nothing is decoded: locations of Iceberg are text that engines take as it stands, and a file of theirs may
 * well be called `region=a%2Fb`. Java writes one slash, others three.
 */
export function pathOf(location: string): string {
  const [, path] = /^file:(?:\/\/)?(\/[^/].*)$/.exec(location) ?? []
  if (path !== undefined) return path
  throw new DqError(`${location} is not on this machine's disk`, {
    hint: 'such a location begins with file:/',
  })
}

export const locationOf = (path: string): string => `file://${path}`

/** A new name is durable when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function* below(folder: string): AsyncGenerator<{ url: string; bytes: number; modified: number }> {
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (entries === undefined) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* below(path)
    else {
      const { size, mtimeMs } = await stat(path)
      yield { url: locationOf(path), bytes: size, modified: mtimeMs }
    }
  }
}
