import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DqError } from '../../../../kernel/errors.ts'
import { exclusively } from './exclusive.ts'
import type { LockedFile } from './lock.ts'
import { fetchFromMaven } from './maven.ts'
import { fetchFromPypi } from './pypi.ts'

/** Where a file stands once it has been downloaded: named by its hash, so a new version never meets an old one. */
const cachedFile = (cache: string, { sha256, file }: LockedFile): string =>
  join(cache, 'files', sha256?.slice(0, 16) ?? 'unpinned', file)

/**
 * Downloads what the cache lacks, checks it against the lock file, and gives every path. A file gets its name in the cache
 * only when it is whole and right, so a run that was cut short goes on with what is missing.
 */
export async function fetchFiles(
  cache: string,
  files: readonly LockedFile[],
  say: (text: string) => void,
  fetchers: Fetchers = FETCHERS,
): Promise<readonly string[]> {
  const missing = () => files.filter((file) => !isWhole(cachedFile(cache, file), file))
  if (missing().length > 0) {
    const waiting = () => say('waiting for another dq that is downloading')
    await exclusively(join(cache, 'download.lock'), () => download(cache, missing(), say, fetchers), waiting)
  }
  return files.map((file) => cachedFile(cache, file))
}

interface Fetchers {
  maven(files: readonly LockedFile[], folder: string): Promise<void>
  pypi(file: LockedFile, folder: string): Promise<void>
}
const FETCHERS: Fetchers = { maven: fetchFromMaven, pypi: fetchFromPypi }

async function download(
  cache: string,
  files: readonly LockedFile[],
  say: (text: string) => void,
  fetchers: Fetchers,
): Promise<void> {
  if (files.length === 0) return
  const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)
  say(`downloading ${files.length} files, ${Math.ceil(bytes / 1e6)} MB, into ${cache}`)
  const folder = mkdtempSync(join(cache, 'download-'))
  try {
    for (const file of files.filter(({ source }) => source === 'pypi')) {
      await fetchers.pypi(file, folder)
      await keep(cache, file, folder, say)
    }
    const maven = files.filter(({ source }) => source === 'maven')
    if (maven.length > 0) await fetchers.maven(maven, folder)
    for (const file of maven) await keep(cache, file, folder, say)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function keep(cache: string, locked: LockedFile, folder: string, say: (text: string) => void): Promise<void> {
  const { file, sha256, coordinate } = locked
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new DqError(`${coordinate} did not come as ${file}`, {
      hint: 'bring lock.yaml in line: node scripts/stack-lock.ts',
    })
  }
  const got = await sha256Of(path)
  if (sha256 === undefined) say(`${coordinate} is not pinned; got ${statSync(path).size} bytes, sha256 ${got}`)
  else if (got !== sha256) {
    throw new DqError(`${coordinate} is not the file that lock.yaml names: sha256 ${got}, wanted ${sha256}`, {
      hint: 'do not run it; if the registry has really replaced it, look at why, then run node scripts/stack-lock.ts',
    })
  }
  const target = cachedFile(cache, locked)
  mkdirSync(dirname(target), { recursive: true })
  renameSync(path, target)
}

const isWhole = (path: string, { bytes }: LockedFile): boolean =>
  existsSync(path) && (bytes === undefined || statSync(path).size === bytes)

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
