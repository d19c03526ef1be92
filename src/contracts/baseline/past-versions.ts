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
  const last = new Map<Sides, Found>()
  await readAhead(states.at(-1)?.snapshot, pairs)
  // The newest first: the same content in several states has its places in the newest of them.
  for (const { name, snapshot } of states.toReversed()) {
    const documents = documentsIn(snapshot)
    for (const sides of pairs) {
      const known = last.get(sides)
      const found = known !== undefined && isSame(known, snapshot) ? known : await find(sides, snapshot, documents)
      if (found === undefined) continue
      last.set(sides, found)
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

/** A contract as a state has it, and the files that say so: path → id. */
type Found = Loaded & { readonly files: ReadonlyMap<string, string | undefined> }

const isSame = ({ files }: Found, { ids }: ContractSnapshot): boolean =>
  [...files].every(([path, id]) => ids.get(path) === id)

/** Reads in one go what most contracts need: their document where it lies today, then its schema. */
async function readAhead(snapshot: ContractSnapshot | undefined, pairs: readonly Sides[]): Promise<void> {
  if (snapshot === undefined) return
  const paths = [...snapshot.ids.keys()]
  const texts = await snapshot.readAll(
    paths.filter((path) => path.endsWith(ODCS) && pairs.some((one) => isAt(one, path))),
  )
  const named = new Set([...texts.values()].flatMap((bytes) => avscsNamedIn(new TextDecoder().decode(bytes))))
  await snapshot.readAll(paths.filter((path) => path.endsWith(AVSC) && named.has(fileName(path))))
}

async function find(sides: Sides, snapshot: ContractSnapshot, documents: Documents): Promise<Found | undefined> {
  const path = await documents.pathOf(sides)
  if (path === undefined) return undefined
  const paths = await ownFiles(snapshot, path)
  const files = new Map(paths.map((one) => [one, snapshot.ids.get(one)]))
  return { ...(await load(snapshot, paths, path)), files }
}

type Loaded = { readonly contract: Contract } | { readonly why: string }

async function load(snapshot: ContractSnapshot, paths: readonly string[], path: string): Promise<Loaded> {
  const { readable, findings } = await loadContracts(await filesOf(snapshot, paths))
  const [contract] = readable.filter(({ files }) => pathBelow(snapshot, files.odcs) === path || files.odcs === path)
  return contract === undefined
    ? { why: findings.find(({ severity }) => severity === 'error')?.message ?? 'no reason is known' }
    : { contract }
}

interface Documents {
  /** Where a contract's document lies: found by name, then by id, and last where it lies today, when only a YAML parser could tell what that is called. */
  pathOf(sides: Sides): Promise<string | undefined>
}

/** The documents of a state; those that lie elsewhere today are only read when a contract is not where it lies today. */
function documentsIn(snapshot: ContractSnapshot): Documents {
  const paths = [...snapshot.ids.keys()].filter((path) => path.endsWith(ODCS))
  const identities = async (wanted: readonly string[]): Promise<readonly (readonly [string, Identity | undefined])[]> =>
    [...(await snapshot.readAll(wanted))].map(([path, bytes]) => [path, identityIn(new TextDecoder().decode(bytes))])
  let whole: ReturnType<typeof identities> | undefined
  return {
    async pathOf(sides) {
      const { before, after } = sides
      const here = paths.filter((path) => isAt(sides, path))
      const near = await identities(here)
      const isNamed = ([, identity]: readonly [string, Identity | undefined]) => identity?.name === after.name
      const own = near.find(isNamed)
      if (own !== undefined) return own[0]
      whole ??= identities(paths)
      const all = await whole
      const [path] =
        all.find(isNamed) ??
        all.find(([, identity]) => identity?.name === before.name || identity?.id === after.id) ??
        near.find(([, identity]) => identity === undefined) ??
        []
      return path
    },
  }
}

/** Whether the contract lies there today, or did at the baseline. */
const isAt = ({ before, after }: Sides, path: string): boolean =>
  [before, after].some(({ files }) => files.odcs === path || files.odcs.endsWith(`/${path}`))

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The document, its schema, and every schema that this one uses. */
async function ownFiles(snapshot: ContractSnapshot, path: string): Promise<readonly string[]> {
  const decoder = new TextDecoder()
  const text = decoder.decode((await snapshot.readAll([path])).get(path))
  const avscs = [...snapshot.ids.keys()].filter((one) => one.endsWith(AVSC))
  const named = avscsNamedIn(text)
  const near = hasEscapes(text) ? avscs : avscs.filter((one) => named.includes(fileName(one)))
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
