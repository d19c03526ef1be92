import { DqError } from '../../../kernel/errors.ts'
import { valueIn } from './xml.ts'

export interface Refusal {
  readonly status: number
  /** S3's own code, such as NoSuchBucket; empty where the answer has no body. */
  readonly code: string
  readonly message: string
  /** When the store answered, by its own clock: milliseconds; NaN when it does not say. */
  readonly time: number
  readonly region: string | null
}

export const refusalOf = (status: number, headers: Headers, body: string): Refusal => ({
  status,
  code: valueIn(body, 'Code') ?? '',
  message: valueIn(body, 'Message') ?? '',
  time: Date.parse(headers.get('date') ?? ''),
  region: valueIn(body, 'Region') ?? headers.get('x-amz-bucket-region'),
})

export interface AskedOf {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  /** Of this machine, milliseconds. */
  readonly now: number
}

/** More than stores accept is 15 minutes; from a minute on it is worth telling. */
const SKEW_MS = 60_000

/** What an object store's refusal means for whoever set it up. Keys of access are never part of it. */
export function refusedBy(refusal: Refusal, what: string, of: AskedOf): DqError {
  const { status, code, message, time, region } = refusal
  const skew = Math.round((of.now - time) / 1000)
  if (code === 'RequestTimeTooSkewed' || (status === 403 && Math.abs(of.now - time) > 15 * SKEW_MS))
    return new DqError(`the object store at ${of.endpoint} refuses the time of this machine: it is ${skewText(skew)}`, {
      hint: 'set the clock right (NTP): requests are signed with the time',
    })
  if (code === 'NoSuchBucket')
    return new DqError(`there is no bucket "${of.bucket}" at ${of.endpoint}`, {
      hint: 'make it, or name another one in lake.warehouse: s3://bucket/prefix',
    })
  if (
    code === 'InvalidAccessKeyId' ||
    // Versity's gateway says so, with 404.
    code === 'XAdminUserNotFound' ||
    code === 'SignatureDoesNotMatch' ||
    code === 'InvalidToken' ||
    code === 'ExpiredToken'
  )
    return new DqError(`the object store at ${of.endpoint} does not know these keys: ${code}`, {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: how references are written
      hint: 'are lake.s3.accessKey and secretKey right, and a pair? Both are references: ${env:NAME} or ${file:path}',
    })
  if (
    /^(?:PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/.test(code) ||
    status === 301
  )
    return new DqError(`the bucket "${of.bucket}" is not in the region ${of.region}`, {
      hint: region === null ? 'name its region in lake.s3.region' : `lake.s3.region: ${region}`,
    })
  if (status === 403)
    return new DqError(`the object store at ${of.endpoint} does not allow to ${what}`, {
      hint: `the keys in lake.s3 must be allowed to list, read, write and delete in the bucket ${of.bucket}`,
    })
  return new DqError(
    `the object store at ${of.endpoint} cannot ${what}: ${status} ${[code, message].filter(Boolean).join(', ')}`.trimEnd(),
  )
}

const skewText = (seconds: number): string =>
  Number.isNaN(seconds) ? 'too far off' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`

/** What lies under a failed fetch: a refused connection, an unknown name, a certificate. */
export function unreachable(error: unknown, endpoint: string): DqError {
  let cause: unknown = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  const [first] = cause instanceof AggregateError ? cause.errors : [cause]
  const text = first instanceof Error ? first.message : String(first)
  return new DqError(`the object store at ${endpoint} cannot be reached: ${text}`, {
    hint: 'is it running, and is lake.s3.endpoint of the environment right? For development: dq stack up s3',
    cause: error,
  })
}
