import { createHash } from 'node:crypto'

/** The id that git gives a file with this content, in a repository with SHA-1 ids (or `sha256`): without asking git, which would start a process a file. */
export const blobId = (bytes: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string =>
  createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
