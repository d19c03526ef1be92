import { type FileHandle, open } from 'node:fs/promises'
import type { S3Answer, S3Client } from './client.ts'
import { locationAt, type ObjectPlace } from './location.ts'
import { valueIn } from './xml.ts'

/** Bytes of a part: each is sent, timed and tried again by itself. */
export const PART = 16 * 1024 * 1024
/** Parts in memory at once. */
const AT_ONCE = 3

/** A file of this machine as an object, in parts when it is large; nobody sees any of it before it is whole. */
export async function upload(client: S3Client, path: string, place: ObjectPlace): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size <= PART) await put(client, place, await partOf(file, 0, size))
    else await uploadInParts(client, file, size, place)
  } finally {
    await file.close()
  }
}

export async function put(client: S3Client, place: ObjectPlace, body: Uint8Array): Promise<void> {
  await client.send({ method: 'PUT', place, body, what: `write ${locationAt(place)}` })
}

async function partOf(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let at = 0
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, start + at)
    if (bytesRead === 0) throw new Error('a file became shorter while it was read')
    at += bytesRead
  }
  return bytes
}

async function uploadInParts(client: S3Client, file: FileHandle, size: number, place: ObjectPlace): Promise<void> {
  const what = `write ${locationAt(place)}`
  const begun = await client.send({ method: 'POST', place, query: { uploads: '' }, what })
  const uploadId = valueIn(textOf(begun), 'UploadId') ?? ''
  try {
    const etags: string[] = []
    let next = 0
    const work = async (): Promise<void> => {
      for (let part = next++; part * PART < size; part = next++) {
        const body = await partOf(file, part * PART, Math.min(PART, size - part * PART))
        const query = { partNumber: String(part + 1), uploadId }
        const { headers } = await client.send({ method: 'PUT', place, query, body, what })
        etags[part] = headers.get('etag') ?? ''
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    const parts = etags.map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`)
    const body = new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
    const done = await client.send({ method: 'POST', place, query: { uploadId }, body, what }, [404])
    const text = textOf(done)
    // A store may find out only when it has begun to answer with 200; a second try finds the upload gone when the first one went well.
    const isDone = done.status === 404 ? done.tries > 1 && (await has(client, place)) : !text.includes('<Error>')
    if (!isDone)
      throw new Error(`the object store could not put ${locationAt(place)} together: ${valueIn(text, 'Code')}`)
  } catch (error) {
    await abort(client, place, uploadId).catch(() => undefined)
    throw error
  }
}

export async function abort(client: S3Client, place: ObjectPlace, uploadId: string): Promise<void> {
  const what = `give up a part of ${locationAt(place)}`
  await client.send({ method: 'DELETE', place, query: { uploadId }, what }, [404])
}

const textOf = ({ body }: S3Answer): string => new TextDecoder().decode(body)

async function has(client: S3Client, place: ObjectPlace): Promise<boolean> {
  const { status } = await client.send({ method: 'HEAD', place, what: `look for ${locationAt(place)}` }, [404])
  return status === 200
}

/** Bytes of an object from `start` to before `end`; undefined when there is none. */
export async function range(
  client: S3Client,
  place: ObjectPlace,
  start: number,
  end: number,
): Promise<Uint8Array | undefined> {
  const headers = { range: `bytes=${start}-${end - 1}` }
  const answer = await client.send({ method: 'GET', place, headers, what: `read ${locationAt(place)}` }, [404])
  if (answer.status === 404) return undefined
  // Without a range in the answer this is all of it.
  return answer.headers.has('content-range') ? answer.body : answer.body.subarray(start, end)
}

/** An object as a file of this machine, part by part; false when there is none. */
export async function download(client: S3Client, place: ObjectPlace, path: string): Promise<boolean> {
  const file = await open(path, 'w')
  try {
    for (let start = 0, size = 1; start < size; start += PART) {
      const range = { range: `bytes=${start}-${start + PART - 1}` }
      const request = { method: 'GET', place, headers: range, what: `read ${locationAt(place)}` } as const
      const { status, headers, body } = await client.send(request, [404])
      if (status === 404) return false
      await file.write(body, 0, body.length, start)
      // Without a range in the answer this was all of it.
      const all = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
      size = all === undefined ? body.length : Number(all)
    }
    return true
  } finally {
    await file.close()
  }
}
