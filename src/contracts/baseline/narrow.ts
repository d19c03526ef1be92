import { compareCodePoints } from '../../kernel/code-points.ts'
import type { ContractFiles, ContractSnapshot } from '../ports.ts'
import { AVSC, ODCS } from '../repo/endings.ts'
import { avscClosure, readAvscNames } from './avsc-names.ts'
import { collisions, type Identity, identityIn } from './identity.ts'

/** Both sides with only the files that can make a difference between them. */
export interface Narrowed {
  readonly current: ContractFiles
  readonly baseline: ContractFiles
  /** Names of the contracts that are left out because they are the same on both sides. */
  readonly unchanged: readonly string[]
}

/**
 * Leaves out every contract that is the same on both sides: its document, its schema, and every schema that this one uses,
 * have equal ids. What cannot be told from the text without parsing counts as changed.
 */
export async function narrow(current: ContractSnapshot, baseline: ContractSnapshot): Promise<Narrowed> {
  const changed = changedPaths(current, baseline)
  const texts = await readTexts(current, [...current.ids.keys()].filter(isContractFile))
  const old = await readTexts(
    baseline,
    [...changed].filter((path) => baseline.ids.has(path)),
  )

  const names = new Map(
    [...texts].flatMap(([path, { text }]) => (path.endsWith(AVSC) ? [[path, readAvscNames(text)] as const] : [])),
  )
  const oldNames = new Map(names)
  for (const path of changed) {
    oldNames.delete(path)
    const text = old.get(path)?.text
    if (path.endsWith(AVSC) && text !== undefined) oldNames.set(path, readAvscNames(text))
  }

  const changedAvscs = new Set([...changed].filter((path) => path.endsWith(AVSC)))
  const affectedAvscs = new Set([
    ...avscClosure(names, changedAvscs, 'users'),
    ...avscClosure(oldNames, changedAvscs, 'users'),
  ])
  const affectedFiles = new Set([...affectedAvscs].map(fileName))
  const documents = [...texts].filter(([path]) => path.endsWith(ODCS))
  const affected = new Set([...changed].filter((path) => path.endsWith(ODCS)))
  for (const [path, { text }] of documents) {
    if (affectedAvscs.size > 0 && (hasEscapes(text) || avscsNamedIn(text).some((name) => affectedFiles.has(name))))
      affected.add(path)
  }
  const identities = new Map<string, Identity | undefined>(
    documents.map(([path, { text }]) => [path, identityIn(text)] as const),
  )
  for (const path of collisions(identities, affected)) affected.add(path)

  const side = (snapshot: ContractSnapshot, own: ReadonlyMap<string, Text>, avscs: typeof names): ContractFiles => {
    const textOf = (path: string) => own.get(path) ?? texts.get(path)
    const odcs = [...affected].filter((path) => snapshot.ids.has(path))
    const wanted = new Set(odcs.flatMap((path) => avscsNamedIn(textOf(path)?.text ?? '')))
    const all = odcs.some((path) => hasEscapes(textOf(path)?.text ?? ''))
    const near = [...snapshot.ids.keys()].filter((path) => path.endsWith(AVSC) && (all || wanted.has(fileName(path))))
    const needed = avscClosure(avscs, new Set([...near, ...changedAvscs]), 'used')
    const paths = [...odcs, ...[...needed].filter((path) => snapshot.ids.has(path))].sort(compareCodePoints)
    return filesOf(snapshot.folder, paths, (path) => textOf(path)?.bytes)
  }
  return {
    current: side(current, texts, names),
    baseline: side(baseline, old, oldNames),
    unchanged: [...identities].flatMap(([path, identity]) =>
      affected.has(path) || identity === undefined ? [] : [identity.name],
    ),
  }
}

/** Contract documents of either side. */
export const documentsOf = (...sides: readonly ContractSnapshot[]): number =>
  new Set(sides.flatMap(({ ids }) => [...ids.keys()].filter((path) => path.endsWith(ODCS)))).size

interface Text {
  readonly bytes: Uint8Array
  /** What is no UTF-8 is replaced: the loader tells. */
  readonly text: string
}

async function readTexts(snapshot: ContractSnapshot, paths: readonly string[]): Promise<Map<string, Text>> {
  const decoder = new TextDecoder()
  const read = await snapshot.readAll(paths)
  return new Map([...read].map(([path, bytes]) => [path, { bytes, text: decoder.decode(bytes) }]))
}

function changedPaths(a: ContractSnapshot, b: ContractSnapshot): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const [path, id] of a.ids) if (isContractFile(path) && b.ids.get(path) !== id) changed.add(path)
  for (const path of b.ids.keys()) if (isContractFile(path) && !a.ids.has(path)) changed.add(path)
  return changed
}

const isContractFile = (path: string): boolean => path.endsWith(ODCS) || path.endsWith(AVSC)

/** `\x41.avsc` in a quoted text could be any name. */
export const hasEscapes = (text: string): boolean => /\\[xuU]/.test(text)

/** Names of files that end in .avsc, wherever they stand in a text. */
export function avscsNamedIn(text: string): readonly string[] {
  const names: string[] = []
  // Backwards from each ending: a pattern would try every word of the text.
  for (let at = text.indexOf(AVSC); at !== -1; at = text.indexOf(AVSC, at + AVSC.length)) {
    let start = at
    while (start > 0 && !/[\s"'/]/.test(text.charAt(start - 1))) start--
    if (start < at) names.push(text.slice(start, at + AVSC.length))
  }
  return names
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const filesOf = (
  folder: string,
  paths: readonly string[],
  bytes: (path: string) => Uint8Array | undefined,
): ContractFiles => ({
  folder,
  list: async () => paths,
  async read(path) {
    const found = bytes(path)
    if (found === undefined) throw new Error(`${path} is not there`)
    return found
  },
})
