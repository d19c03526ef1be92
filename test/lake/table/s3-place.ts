import { s3Files } from '../../../src/adapters/table-files/s3.ts'
import type { Lake } from '../../../src/lake/table/table.ts'

/** An object store as a recipe tells of it. */
export interface S3Place {
  readonly url: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
  /** Below the bucket. */
  readonly prefix: string
}

/** Tables of a lake on it, with downloads below a folder. */
export const s3Place = (
  { url, bucket, accessKey, secretKey, prefix }: S3Place,
  folder: string,
): Pick<Lake, 'files' | 'root'> => ({
  root: `s3://${bucket}/${prefix}`,
  files: s3Files({
    endpoint: url,
    region: 'us-east-1',
    pathStyle: true,
    keys: () => ({ accessKey, secretKey }),
    now: Date.now,
    cache: { folder: `${folder}/cache`, bytes: 1_000_000_000 },
  }),
})
