import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { filesOf } from '../contracts/baseline/compare-sources.ts'
import type { ContractFiles, ContractSnapshot } from '../contracts/ports.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import type { FixtureFiles } from '../pipelines/fixture/ports.ts'
import type { Settings } from './config.ts'
import { pathInRepo } from './path-in-repo.ts'
import { shownPath } from './shown-path.ts'
import { contractFiles, currentContracts, fixtureFiles, stagedFixtures, stagedRepo, suiteFiles } from './wiring.ts'

/** What a check reads beside the contracts it compares, of one state of the repo: the work tree, or the index. Paths are absolute. */
export interface RepoFiles {
  contracts(): Promise<ContractFiles>
  suites(): Promise<ContractFiles>
  fixtures(): Promise<Pick<FixtureFiles, 'cases' | 'read'>>
  /** Names of the files directly in a folder, sorted; none where there is no such folder. */
  names(folder: string): Promise<readonly string[]>
  /** Undefined where there is no such file. */
  text(file: string): Promise<string | undefined>
}

export const repoFiles = async (settings: Settings, staged: boolean): Promise<RepoFiles> =>
  staged ? inIndex(settings, await stagedRepo(settings)) : onDisk(settings)

export const onDisk = (settings: Settings): RepoFiles => ({
  contracts: () => contractFiles(settings),
  suites: () => suiteFiles(settings),
  fixtures: () => fixtureFiles(settings),
  names: async (folder) => (existsSync(folder) ? readdirSync(folder).sort() : []),
  text: async (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
})

/** What lies outside of the folder of dq.yaml is no part of its index: it is read from disk. */
function inIndex(settings: Settings, index: ContractSnapshot): RepoFiles {
  const disk = onDisk(settings)
  const read = together((paths) => index.readAll(paths))
  const inRepo = (path: string): string | undefined => {
    const below = pathInRepo(settings, path)
    return below.startsWith('..') ? undefined : below
  }
  const below = (folder: string): readonly string[] =>
    [...index.ids.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`))
  return {
    async contracts() {
      const contracts = await currentContracts(settings, true)
      return filesOf(contracts, [...contracts.ids.keys()])
    },
    async suites() {
      const folder = inRepo(settings.expectations)
      if (folder === undefined) return disk.suites()
      const name = (path: string): string => (folder === '' ? path : path.slice(folder.length + 1))
      const files = new Map(below(folder).map((path) => [name(path), path]))
      return {
        folder: shownPath(settings.expectations),
        list: async () => [...files.keys()].sort(compareCodePoints),
        async read(path) {
          const bytes = await read(files.get(path) ?? path)
          if (bytes === undefined) throw new Error(`${path} is not staged`)
          return bytes
        },
      }
    },
    async fixtures() {
      const folder = inRepo(settings.fixtures)
      return folder === undefined ? disk.fixtures() : stagedFixtures(settings, folder, below(folder), read)
    },
    async names(path) {
      const folder = inRepo(path)
      if (folder === undefined) return disk.names(path)
      const names = below(folder).map((file) => (folder === '' ? file : file.slice(folder.length + 1)))
      return names.filter((name) => !name.includes('/')).sort()
    },
    async text(file) {
      const path = inRepo(file)
      if (path === undefined) return disk.text(file)
      if (!index.ids.has(path)) return undefined
      return new TextDecoder().decode(await read(path))
    },
  }
}

/** What is asked for at one time is read in one go: a process of git is dear. */
function together(
  readAll: (paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>,
): (path: string) => Promise<Uint8Array | undefined> {
  let batch: { readonly paths: string[]; readonly found: ReturnType<typeof readAll> } | undefined
  return async (path) => {
    if (batch === undefined) {
      const paths: string[] = []
      const asked = new Promise<void>((resolve) => setImmediate(resolve))
      const found = asked.then(() => {
        batch = undefined
        return readAll([...new Set(paths)])
      })
      batch = { paths, found }
    }
    batch.paths.push(path)
    return (await batch.found).get(path)
  }
}
