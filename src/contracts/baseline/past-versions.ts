import type { PastVersion } from '../check/avro-breaks.ts'
import type { Sides } from '../diff/pair.ts'
import type { Contract } from '../model.ts'
import type { ContractHistory, ContractSnapshot } from '../ports.ts'
import { AVSC, ODCS } from '../repo/endings.ts'
import { loadContracts } from '../repo/load.ts'
import { pathBelow } from '../repo/read-text.ts'
import { avscClosure, readAvscNames } from './avsc-names.ts'
import { filesOf } from './compare-sources.ts'
import { type Identity, identityIn } from './identity.ts'
import { avscsNamedIn, hasEscapes } from './narrow.ts'

export interface Past {
  /** By name of the contract today, oldest first; a schema that did not change between two states is the same object. */
  readonly versions: ReadonlyMap<string, readonly PastVersion[]>
  /** States in which a contract is there and cannot be read. */
  readonly unreadable: readonly { readonly contract: Contract; readonly state: string; readonly why: string }[]
}

/** What earlier states said of these contracts. Only their own files are parsed, and the same content only once. */
export async function pastVersions(pairs: readonly Sides[], { states }: ContractHistory): Promise<Past> {
  const versions = new Map<string, PastVersion[]>()
  const unreadable: Past['unreadable'][number][] = []
  const identities = new Map<string, Identity | undefined>()
  const loaded = new Map<string, Loaded>()
  // The newest first: the same content in several states has its places in the newest of them.
  for (const { name, snapshot } of states.toReversed()) {
    const documents = await identified(snapshot, pairs, identities)
    for (const sides of pairs) {
      const path = documentOf(sides, documents)
      if (path === undefined) continue
      const paths = await ownFiles(snapshot, path)
      const key = paths.map((one) => `${one} ${snapshot.ids.get(one)}`).join('\n')
      const found = loaded.get(key) ?? (await load(snapshot, paths, path))
      loaded.set(key, found)
      const { after } = sides
      if ('why' in found) unreadable.push({ contract: after, state: name, why: found.why })
      else {
        const { schema, places } = found.contract
        versions.set(after.name, [{ version: name, schema, places }, ...(versions.get(after.name) ?? [])])
      }
    }
  }
  return { versions, unreadable }
}

type Loaded = { readonly contract: Contract } | { readonly why: string }

async function load(snapshot: ContractSnapshot, paths: readonly string[], path: string): Promise<Loaded> {
  const { readable, findings } = await loadContracts(await filesOf(snapshot, paths))
  const [contract] = readable.filter(({ files }) => pathBelow(snapshot, files.odcs) === path || files.odcs === path)
  return contract === undefined
    ? { why: findings.find(({ severity }) => severity === 'error')?.message ?? 'no reason is known' }
    : { contract }
}

/** Path → id and name, of the documents where the contracts lie today, and of all when some contract lies elsewhere. */
async function identified(
  snapshot: ContractSnapshot,
  pairs: readonly Sides[],
  known: Map<string, Identity | undefined>,
): Promise<ReadonlyMap<string, Identity | undefined>> {
  const documents = [...snapshot.ids.keys()].filter((path) => path.endsWith(ODCS))
  const near = new Set(documents.filter((path) => pairs.some((sides) => isAt(sides, path))))
  const read = async (paths: readonly string[]): Promise<Map<string, Identity | undefined>> => {
    const idOf = (path: string) => snapshot.ids.get(path) ?? ''
    const texts = await snapshot.readAll(paths.filter((path) => !known.has(idOf(path))))
    for (const [path, bytes] of texts) known.set(idOf(path), identityIn(new TextDecoder().decode(bytes)))
    return new Map(paths.map((path) => [path, known.get(idOf(path))]))
  }
  const first = await read([...near])
  if (pairs.every((sides) => documentOf(sides, first) !== undefined)) return first
  return read(documents)
}

/** By name, then by id, and last where it lies today, when only a YAML parser could tell what the document is called. */
function documentOf(sides: Sides, documents: ReadonlyMap<string, Identity | undefined>): string | undefined {
  const { before, after } = sides
  const all = [...documents]
  const [path] =
    all.find(([, identity]) => identity?.name === after.name) ??
    all.find(([, identity]) => identity?.name === before.name || identity?.id === after.id) ??
    all.find(([path, identity]) => identity === undefined && isAt(sides, path)) ??
    []
  return path
}

/** Whether the contract lies there today, or did at the baseline. */
const isAt = ({ before, after }: Sides, path: string): boolean =>
  [before, after].some(({ files }) => files.odcs === path || files.odcs.endsWith(`/${path}`))

/** The document, its schema, and every schema that this one uses. */
async function ownFiles(snapshot: ContractSnapshot, path: string): Promise<readonly string[]> {
  const decoder = new TextDecoder()
  const text = decoder.decode((await snapshot.readAll([path])).get(path))
  const avscs = [...snapshot.ids.keys()].filter((one) => one.endsWith(AVSC))
  const named = avscsNamedIn(text)
  const near = hasEscapes(text) ? avscs : avscs.filter((one) => named.includes(one.slice(one.lastIndexOf('/') + 1)))
  const namesIn = async (paths: readonly string[]) =>
    new Map([...(await snapshot.readAll(paths))].map(([one, bytes]) => [one, readAvscNames(decoder.decode(bytes))]))
  const own = await namesIn(near)
  const defined = new Set([...own.values()].flatMap((names) => [...(names?.defined ?? [])]))
  const isWhole = [...own.values()].every((names) =>
    names?.referred.every(({ names: meanings }) => meanings.some((one) => defined.has(one))),
  )
  if (isWhole) return [path, ...near]
  return [path, ...[...avscClosure(await namesIn(avscs), new Set(near), 'used')].sort()]
}
