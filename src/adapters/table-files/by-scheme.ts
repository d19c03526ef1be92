import { DqError } from '../../kernel/errors.ts'
import type { TableFiles } from '../../lake/table/ports.ts'
import { diskFiles } from './disk.ts'
import { locationAt, placeOf } from './s3/location.ts'

/**
 * Files wherever a location says: a table made on the disk stays readable when new ones go to an object store, which is opened when it is first
 * asked for.
 */
export function filesByScheme(openS3: () => Promise<TableFiles>): TableFiles {
  let s3: Promise<TableFiles> | undefined
  const of = async (url: string): Promise<TableFiles> => {
    if (isOnDisk(url)) return diskFiles
    s3 ??= openS3()
    return s3
  }
  return {
    read: async (url) => (await of(url)).read(url),
    write: async (url, bytes) => (await of(url)).write(url, bytes),
    adopt: async (path, url) => (await of(url)).adopt(path, url),
    local: async (url) => (await of(url)).local(url),
    parts: async (url) => (await of(url)).parts(url),
    canonical: (url) => (isOnDisk(url) ? diskFiles.canonical(url) : locationAt(placeOf(url))),
    async *list(folder) {
      yield* (await of(folder)).list(folder)
    },
    async remove(urls) {
      for (const some of Map.groupBy(urls, isOnDisk).values()) await (await of(some[0] ?? '')).remove(some)
    },
  }
}

function isOnDisk(url: string): boolean {
  if (/^file:/.test(url)) return true
  if (/^s3[an]?:/.test(url)) return false
  throw new DqError(`${url} is neither on this machine's disk nor on an object store with S3's API`, {
    hint: 'dq reads and writes file: and s3: locations',
  })
}
