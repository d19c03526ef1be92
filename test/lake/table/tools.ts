import { randomBytes, randomUUID } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Sources } from '../../../src/lake/table/ports.ts'

export const deflate = {
  pack: (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes)),
  unpack: (bytes: Uint8Array) => new Uint8Array(inflateRawSync(bytes)),
}

/** Ids above 2^53, as other engines give them: nothing may depend on theirs being small. */
export const sources: Sources = {
  now: Date.now,
  uuid: randomUUID,
  snapshotId: () => randomBytes(8).readBigUInt64BE() >> 1n,
}
