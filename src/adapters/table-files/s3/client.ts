import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { DqError } from '../../../kernel/errors.ts'
import { type AskedOf, type Refusal, refusalOf, refusedBy, unreachable } from './failure.ts'
import type { ObjectPlace } from './location.ts'

export interface S3Options {
  /** Of an object store with S3's API, such as `http://127.0.0.1:9000`. */
  readonly endpoint: string
  readonly region: string
  /** The bucket in the path, as most stores but Amazon's want it, not in the name of the host. */
  readonly pathStyle: boolean
  /** Read for each request, and never printed. */
  readonly keys: () => { readonly accessKey: string; readonly secretKey: string; readonly sessionToken?: string }
  /** Milliseconds since the epoch: requests are signed with the time. */
  readonly now: () => number
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD'
  readonly place: ObjectPlace
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** For messages: `write s3://…`. */
  readonly what: string
}

export interface S3Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
  /** How often it was sent: what was asked may have been done by an earlier one. */
  readonly tries: number
}

export interface S3Client {
  /**
   * A refusal is a DqError unless its status is one of `expected`: 404 for an object or upload that is not there, 412 for one that is, 501 for
   * what the store does not know. Busy stores and broken connections are tried again.
   */
  send(request: S3Request, expected?: readonly number[]): Promise<S3Answer>
}

const TRIES = 5
/** Of one request: a part of 16 MiB at 150 KiB/s. */
const TIMEOUT_MS = 120_000

/** Requests to S3's API, signed (Signature Version 4) with the hash of their bodies, so that a broken body is refused. */
export function s3Client(options: S3Options): S3Client {
  const endpoint = options.endpoint.replace(/\/+$/, '')
  /** Of the signer: keys derived from the secret, by day. */
  const cache = new Map<string, ArrayBuffer>()
  return {
    async send(request, expected = []) {
      for (let tries = 1; ; tries++) {
        const answer = await once(options, endpoint, request, cache).catch((error: unknown) => {
          // A key that cannot be read, say.
          if (error instanceof DqError) throw error
          if (tries >= TRIES) throw unreachable(error, endpoint)
          return undefined
        })
        if (answer !== undefined) {
          if (answer.status < 300) return { ...answer, tries }
          const refusal = refusalOf(answer.status, answer.headers, new TextDecoder().decode(answer.body))
          if (expected.includes(answer.status) && isAbout(refusal)) return { ...answer, tries }
          if (!isBusy(refusal) || tries >= TRIES) {
            const of: AskedOf = { endpoint, bucket: request.place.bucket, region: options.region, now: options.now() }
            throw refusedBy(refusal, request.what, of)
          }
        }
        await sleep(100 * 2 ** tries * (0.5 + Math.random() / 2))
      }
    },
  }
}

/** A bucket or a user that is not there is no object that is not there. */
const isAbout = ({ status, code }: Refusal): boolean =>
  status !== 404 || /^(?:|NoSuchKey|NoSuchUpload|NotFound)$/.test(code)

/** 409 of a conditional write: another one of the same name is on its way. */
const isBusy = ({ status, code }: Refusal): boolean =>
  (status >= 500 && status !== 501) ||
  status === 429 ||
  code === 'ConditionalRequestConflict' ||
  code === 'RequestTimeout'

async function once(
  { region, pathStyle, keys, now }: S3Options,
  endpoint: string,
  { method, place, query = {}, headers = {}, body }: S3Request,
  cache: Map<string, ArrayBuffer>,
): Promise<Omit<S3Answer, 'tries'>> {
  const path = place.key.split('/').map(encodeURIComponent).join('/')
  const url = new URL(pathStyle ? `${endpoint}/${place.bucket}/${path}` : `${endpoint}/${path}`)
  if (!pathStyle) url.hostname = `${place.bucket}.${url.hostname}`
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const { accessKey, secretKey, sessionToken } = keys()
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: {
      ...headers,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service: 's3',
    region,
    cache,
    datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  })
  const signed = await signer.sign()
  const response = await fetch(signed.url, {
    method,
    headers: signed.headers,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'manual',
    ...(body !== undefined && { body: body as Uint8Array<ArrayBuffer> }),
  })
  return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) }
}
