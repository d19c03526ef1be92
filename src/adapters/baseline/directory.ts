import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Beside, ContractBaseline, ContractSnapshot } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { memorySnapshot } from '../memory-snapshot.ts'
import { missingFile } from '../missing-file.ts'

/** The contracts in a folder of the disk, as they stand now. `shown` is how reports call the folder; `repo` is the contract repo that it is a part of. */
export function directoryBaseline(
  folder: string,
  shown: string,
  repo?: { readonly root: string; readonly shown: string },
): ContractBaseline {
  return {
    name: shown,
    async snapshot() {
      if (!existsSync(folder))
        throw new DqError(`there is no folder ${shown}`, { hint: 'name a folder, an archive or a git ref' })
      const snapshot = directorySnapshot(folder, shown)
      if ([...snapshot.ids.keys()].some((path) => path.endsWith('.odcs.yaml'))) return snapshot
      throw new DqError(`${shown} holds no contract (no *.odcs.yaml)`, {
        hint: 'name the folder in which contracts lie',
      })
    },
    ...(repo !== undefined && { beside: besideOnDisk(repo.root, repo.shown) }),
  }
}

/** Reads the whole folder; hidden files and folders are left out, and a folder that is not there is empty. */
export const directorySnapshot = (folder: string, shown: string): ContractSnapshot =>
  memorySnapshot(shown, filesBelow(folder, '', shown))

/** Files and folders beside the contracts, as they stand now. */
export const besideOnDisk =
  (root: string, shown: string): Beside =>
  async (paths) =>
    memorySnapshot(shown, new Map(paths.flatMap((path) => [...filesBelow(join(root, path), path, shown)])))

/** Path below the root → bytes, of a folder or of one file at `prefix`; a root of no files when there is nothing. */
function filesBelow(start: string, prefix: string, shown: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  if (!existsSync(start)) return files
  const inside = statSync(start).isDirectory() ? walk(start, '').sort() : ['']
  for (const path of inside) {
    const name = [prefix, path].filter((part) => part !== '').join('/')
    try {
      files.set(name, readFileSync(join(start, path)))
    } catch (error) {
      throw missingFile(`${shown}/${name}`, error)
    }
  }
  return files
}

/** Files below a folder, without hidden ones. As in git, a link to a file counts as that file, and one to a folder or to nowhere as nothing. */
function walk(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return []
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isDirectory()) return walk(folder, path)
    return entry.isFile() || (entry.isSymbolicLink() && leadsToFile(join(folder, path))) ? [path] : []
  })
}

function leadsToFile(link: string): boolean {
  try {
    return statSync(link, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return false // a link that leads to itself
  }
}
