import type { S3Client } from './client.ts'
import { locationAt, type ObjectPlace } from './location.ts'
import { elementsIn, valueIn } from './xml.ts'

export interface Listed {
  readonly url: string
  readonly bytes: number
  readonly modified: number
}

/** What marks an upload that was never finished, behind the location that it was meant for. */
const UPLOAD = '#upload='

/** All objects below a folder, then the uploads that a killed writer left unfinished there: they cost as much, and no listing shows them. */
export async function* objectsBelow(client: S3Client, folder: ObjectPlace): AsyncGenerator<Listed> {
  const prefix = folder.key === '' ? '' : `${folder.key.replace(/\/+$/, '')}/`
  const { bucket } = folder
  const pages = async function* (fixed: Record<string, string>, next: Readonly<Record<string, string>>) {
    for (let query: Record<string, string> | undefined = fixed; query !== undefined; ) {
      const what = `list ${locationAt({ bucket, key: prefix })}`
      const { body } = await client.send({ method: 'GET', place: { bucket, key: '' }, query, what })
      const xml = new TextDecoder().decode(body)
      yield xml
      const more = Object.entries(next).map(([name, element]) => [name, keyIn(xml, element, xml)] as const)
      query = valueIn(xml, 'IsTruncated') === 'true' ? { ...fixed, ...Object.fromEntries(more) } : undefined
    }
  }
  const common = { prefix, 'encoding-type': 'url' }
  for await (const xml of pages({ 'list-type': '2', ...common }, { 'continuation-token': 'NextContinuationToken' }))
    for (const one of elementsIn(xml, 'Contents'))
      yield {
        url: locationAt({ bucket, key: keyIn(one, 'Key', xml) }),
        bytes: Number(valueIn(one, 'Size')),
        modified: Date.parse(valueIn(one, 'LastModified') ?? ''),
      }
  const markers = { 'key-marker': 'NextKeyMarker', 'upload-id-marker': 'NextUploadIdMarker' }
  for await (const xml of pages({ uploads: '', ...common }, markers))
    for (const one of elementsIn(xml, 'Upload')) {
      const key = keyIn(one, 'Key', xml)
      // Not every store keeps to the prefix here.
      if (key.startsWith(prefix))
        yield {
          url: `${locationAt({ bucket, key })}${UPLOAD}${valueIn(one, 'UploadId')}`,
          bytes: 0,
          modified: Date.parse(valueIn(one, 'Initiated') ?? ''),
        }
    }
}

/** The location and the id of an unfinished upload; undefined for an object. */
export function unfinished(url: string): readonly [location: string, uploadId: string] | undefined {
  const at = url.lastIndexOf(UPLOAD)
  return at < 0 ? undefined : [url.slice(0, at), url.slice(at + UPLOAD.length)]
}

/** Not every store gives what it is asked for: then a key is text of XML. Tokens are never encoded. */
function keyIn(part: string, element: string, xml: string): string {
  const text = valueIn(part, element) ?? ''
  const isEncoded = element !== 'NextContinuationToken' && valueIn(xml, 'EncodingType') === 'url'
  return isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text
}
