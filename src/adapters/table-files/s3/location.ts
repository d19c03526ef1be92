import { DqError } from '../../../kernel/errors.ts'

export interface ObjectPlace {
  readonly bucket: string
  /** As it stands: nothing in it is decoded. */
  readonly key: string
}

/** Hadoop's file systems write `s3a:` and `s3n:` for the same place. */
const LOCATION = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s

export function placeOf(location: string): ObjectPlace {
  const [, bucket, key = ''] = LOCATION.exec(location) ?? []
  if (bucket !== undefined) return { bucket, key }
  throw new DqError(`${location} is no place of an object store`, { hint: 's3://bucket/prefix' })
}

export const locationAt = ({ bucket, key }: ObjectPlace): string => `s3://${bucket}/${key}`
