import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { ContractBaseline, ContractSnapshot } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { memorySnapshot } from '../memory-snapshot.ts'
import { missingFile } from '../missing-file.ts'

/** The contracts in a folder of the disk, as they stand now. `shown` is how reports call the folder. */
export function directoryBaseline(folder: string, shown: string): ContractBaseline {
  return {
    name: shown,
    async snapshot() {
      if (!existsSync(folder))
        throw new DqError(`there is no folder ${shown}`, { hint: 'name a folder, an archive or a git ref' })
      return directorySnapshot(folder, shown)
    },
  }
}

/** Reads the whole folder; hidden files and folders are left out, and a folder that is not there is empty. */
export function directorySnapshot(folder: string, shown: string): ContractSnapshot {
  const files = new Map<string, Uint8Array>()
  if (!existsSync(folder)) return memorySnapshot(shown, files)
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort()
  for (const path of paths) {
    try {
      files.set(path, readFileSync(join(folder, path)))
    } catch (error) {
      throw missingFile(`${shown}/${path}`, error)
    }
  }
  return memorySnapshot(shown, files)
}
