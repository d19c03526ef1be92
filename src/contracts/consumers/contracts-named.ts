import { filesOf } from '../baseline/compare-sources.ts'
import { avscsNamedIn } from '../baseline/narrow.ts'
import type { Contract } from '../model.ts'
import type { ContractSnapshot } from '../ports.ts'
import { loadContracts } from '../repo/load.ts'

const ODCS = '.odcs.yaml'
const AVSC = '.avsc'

/**
 * These contracts of a snapshot, by name. As a rule a document is called after its contract, and names its schema: then nothing
 * else is parsed. Where one is not found so (another file name, a schema that uses others), everything is.
 */
export async function contractsNamed(
  snapshot: ContractSnapshot,
  names: readonly string[],
): Promise<ReadonlyMap<string, Contract>> {
  const all = [...snapshot.ids.keys()]
  const documents = all.filter((path) => names.some((name) => fileName(path) === name + ODCS))
  const near = await load(snapshot, [...documents, ...(await schemasOf(snapshot, documents, all))])
  if (names.every((name) => near.has(name))) return near
  return load(
    snapshot,
    all.filter((path) => path.endsWith(ODCS) || path.endsWith(AVSC)),
  )
}

/** The schema files that documents name, in their own folders. */
async function schemasOf(
  snapshot: ContractSnapshot,
  documents: readonly string[],
  all: readonly string[],
): Promise<readonly string[]> {
  const texts = await snapshot.readAll(documents)
  const decoder = new TextDecoder()
  const named = new Set(
    [...texts].flatMap(([path, bytes]) => avscsNamedIn(decoder.decode(bytes)).map((name) => folderOf(path) + name)),
  )
  return all.filter((path) => named.has(path))
}

async function load(snapshot: ContractSnapshot, paths: readonly string[]): Promise<ReadonlyMap<string, Contract>> {
  if (paths.length === 0) return new Map()
  const { readable } = await loadContracts(await filesOf(snapshot, paths))
  return new Map(readable.map((contract) => [contract.name, contract]))
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
