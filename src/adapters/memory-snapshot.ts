import type { ContractSnapshot } from '../contracts/ports.ts'
import { blobId } from './blob-id.ts'

/** A folder whose files have been read already: path below it → bytes. */
export const memorySnapshot = (folder: string, files: ReadonlyMap<string, Uint8Array>): ContractSnapshot => ({
  folder,
  ids: new Map([...files].map(([path, bytes]) => [path, blobId(bytes)])),
  readAll: async (paths) =>
    new Map(
      paths.flatMap((path) => {
        const bytes = files.get(path)
        return bytes === undefined ? [] : [[path, bytes] as const]
      }),
    ),
})
