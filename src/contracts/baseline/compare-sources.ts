import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Change } from '../diff/change.ts'
import type { Beside, ChangeSource, ContractFiles, ContractSnapshot } from '../ports.ts'

/** A state of the contracts and of what lies beside them; without `beside` there are contracts alone. */
export interface RepoState {
  readonly contracts: ContractSnapshot
  readonly beside?: Beside | undefined
}

export interface SourcesCompared {
  readonly changes: readonly Change[]
  readonly mistakes: readonly Finding[]
  readonly oldMistakes: readonly Finding[]
  /** How many files of the sources with a noun there are: noun → count. */
  readonly looked: Readonly<Record<string, number>>
  /** The folders that were compared, for places that are gone. */
  readonly folders: readonly FolderPair[]
}

export interface FolderPair {
  readonly before: ContractSnapshot
  readonly after: ContractSnapshot
}

/** What changed in suites, policies and waivers. A baseline of contracts alone says nothing about what lies beside them. */
export async function compareSources(
  sources: readonly ChangeSource[],
  before: RepoState,
  after: RepoState,
): Promise<SourcesCompared> {
  const besidePaths = sources.flatMap(({ from, paths }) => (from === 'repo' ? paths : []))
  const old = sources.length === 0 ? undefined : await before.beside?.(besidePaths)
  const now = old === undefined ? undefined : await after.beside?.(besidePaths)
  const looked: Record<string, number> = {}
  const compared = []
  for (const source of sources) {
    const [a, b] = source.from === 'contracts' ? [before.contracts, after.contracts] : [old, now]
    if (a === undefined || b === undefined) continue
    const [was, is] = [pathsOf(source, a), pathsOf(source, b)]
    const isUnknown = source.from === 'contracts' && old === undefined && was.length === 0
    if (isUnknown) continue
    const all = [...new Set([...was, ...is])].sort(compareCodePoints)
    if (source.noun !== undefined && all.length > 0) looked[source.noun] = all.length
    const changed = all.filter((path) => a.ids.get(path) !== b.ids.get(path))
    if (changed.length > 0)
      compared.push(await source.changesBetween(await filesOf(a, changed), await filesOf(b, changed)))
  }
  return {
    changes: compared.flatMap(({ changes }) => changes),
    mistakes: compared.flatMap(({ mistakes }) => mistakes),
    oldMistakes: compared.flatMap(({ oldMistakes }) => oldMistakes),
    looked,
    folders: [
      { before: before.contracts, after: after.contracts },
      ...(old !== undefined && now !== undefined ? [{ before: old, after: now }] : []),
    ],
  }
}

const pathsOf = ({ paths }: ChangeSource, { ids }: ContractSnapshot): readonly string[] =>
  [...ids.keys()].filter((path) => paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`)))

/** Some files of a snapshot, read already. */
export async function filesOf(snapshot: ContractSnapshot, paths: readonly string[]): Promise<ContractFiles> {
  const there = paths.filter((path) => snapshot.ids.has(path))
  const read = await snapshot.readAll(there)
  return {
    folder: snapshot.folder,
    list: async () => there.filter((path) => read.has(path)),
    async read(path) {
      const found = read.get(path)
      if (found === undefined) throw new Error(`${path} is not there`)
      return found
    },
  }
}
