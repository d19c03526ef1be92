import type { ContractFiles } from '../../src/contracts/ports.ts'

/** A folder in memory: path → text or bytes; an Error is thrown when its file is read. */
export const memoryFiles = (
  files: { readonly [path: string]: string | Uint8Array | Error },
  folder = 'contracts',
): ContractFiles => ({
  folder,
  list: async () => Object.keys(files).sort(),
  read: async (path) => {
    const content = files[path]
    if (content === undefined || content instanceof Error) throw content ?? new Error('no such file')
    return typeof content === 'string' ? new TextEncoder().encode(content) : content
  },
})
