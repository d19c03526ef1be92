import { rm } from 'node:fs/promises'
import { atMost } from '../../kernel/at-most.ts'
import { DqError } from '../../kernel/errors.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { TableFiles } from '../../lake/table/ports.ts'
import { downloadCache } from './s3/cache.ts'
import { type S3Options, s3Client } from './s3/client.ts'
import { objectsBelow, unfinished } from './s3/list.ts'
import { locationAt, type ObjectPlace, placeOf } from './s3/location.ts'
import { abort, download, put, range, upload } from './s3/transfer.ts'

export interface S3FilesOptions extends S3Options {
  /** Where files lie that DuckDB opens: it reads paths of this machine only. */
  readonly cache: { readonly folder: string; readonly bytes: number }
}

/** Tables on an object store with S3's API, by `s3:` locations. */
export function s3Files(options: S3FilesOptions): TableFiles {
  const client = s3Client(options)
  const cache = downloadCache(options.cache.folder, options.cache.bytes)
  /** Each has a part in memory. */
  const turn = atMost(6)
  /** Whether the store knows conditional writes; not all do. */
  let hasConditions = true

  const read = async (place: ObjectPlace): Promise<Uint8Array | undefined> => {
    const { status, body } = await client.send({ method: 'GET', place, what: `read ${locationAt(place)}` }, [404])
    return status === 404 ? undefined : body
  }
  const lacking = (place: ObjectPlace): DqError =>
    new DqError(`the lake lacks ${locationAt(place)}`, {
      hint: 'was it removed by hand? An older snapshot may still be whole: dq table history',
    })

  return {
    async read(url) {
      const place = placeOf(url)
      const bytes = await read(place)
      if (bytes === undefined) throw lacking(place)
      return bytes
    },
    async write(url, body) {
      const place = placeOf(url)
      if (!hasConditions) return put(client, place, body)
      const headers = { 'if-none-match': '*' }
      const request = { method: 'PUT', place, headers, body, what: `write ${locationAt(place)}` } as const
      const { status, tries } = await client.send(request, [412, 501])
      if (status === 501) {
        hasConditions = false
        return put(client, place, body)
      }
      // Sent twice: the first one may have got there, though its answer did not come back.
      if (status === 412 && !(tries > 1 && isSame(await read(place), body)))
        throw new DqError(`${locationAt(place)} is there already: files of tables are never written twice`)
    },
    async adopt(path, url) {
      await upload(client, path, placeOf(url))
      await rm(path, { force: true })
    },
    local: (url) =>
      cache.path(locationAt(placeOf(url)), async (path) => {
        if (!(await turn(() => download(client, placeOf(url), path)))) throw lacking(placeOf(url))
      }),
    async parts(url) {
      const place = placeOf(url)
      const location = locationAt(place)
      if (await cache.has(location)) return undefined
      return {
        async bytes(start, end) {
          const bytes = await turn(() => range(client, place, start, end))
          if (bytes === undefined) throw lacking(place)
          return bytes
        },
        // No location has a line break.
        kept: (name, make) => cache.path(`${location}\n${name}`, make),
      }
    },
    canonical: (url) => locationAt(placeOf(url)),
    list: (folder) => objectsBelow(client, placeOf(folder)),
    async remove(urls) {
      await inBatches(urls, async (url) => {
        const [location, uploadId] = unfinished(url) ?? [url]
        const place = placeOf(location)
        if (uploadId !== undefined) return abort(client, place, uploadId)
        await client.send({ method: 'DELETE', place, what: `remove ${url}` }, [404])
      })
    },
  }
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.compare(a, b) === 0
