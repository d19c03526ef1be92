import type { Finding } from '../../kernel/finding.ts'
import type { Change } from '../diff/change.ts'
import { diffContracts } from '../diff/diff-contracts.ts'
import type { Contract } from '../model.ts'
import type { ContractBaseline, ContractFiles, ContractSnapshot } from '../ports.ts'
import { byPlace } from '../repo/by-place.ts'
import { type LoadedContracts, loadContracts } from '../repo/load.ts'
import { pathBelow, shownPath } from '../repo/read-text.ts'
import { brokenBaselines } from './broken-baselines.ts'
import { identityIn } from './identity.ts'
import { documentsOf, narrow } from './narrow.ts'

export interface Checked {
  /** Sorted by place; each thing once, whichever baselines show it. */
  readonly findings: readonly Finding[]
  /** How many contracts were compared: all that there are, the same on both sides or not, and those that are gone. */
  readonly contracts: number
  /** The baselines, as reports call them. */
  readonly against: readonly string[]
}

/** The findings of changes between two states of the contracts that changed. */
export type Judge = (
  changes: readonly Change[],
  sides: { readonly before: readonly Contract[]; readonly after: readonly Contract[] },
) => readonly Finding[] | Promise<readonly Finding[]>

/**
 * Judges what changed since each baseline. Contracts that did not change are not even parsed; a contract with mistakes, on
 * either side, is reported and hides no other.
 */
export async function checkAgainst(
  current: ContractSnapshot,
  baselines: readonly ContractBaseline[],
  judge: Judge,
): Promise<Checked> {
  const findings = new Map<string, Finding>()
  let removed = 0
  for (const baseline of baselines) {
    const compared = await compare(current, await baseline.snapshot(), baseline.name, judge)
    removed = Math.max(removed, compared.removed)
    for (const found of compared.findings) {
      const key = found.fingerprint ?? JSON.stringify(found)
      if (!findings.has(key)) findings.set(key, found)
    }
  }
  return {
    findings: [...findings.values()].sort(byPlace),
    contracts: documentsOf(current) + removed,
    against: baselines.map(({ name }) => name),
  }
}

async function compare(
  current: ContractSnapshot,
  old: ContractSnapshot,
  name: string,
  judge: Judge,
): Promise<{ readonly findings: readonly Finding[]; readonly removed: number }> {
  const sides = await narrow(current, old)
  const after = await loadSide(sides.current, sides.unchanged)
  const before = await loadSide(sides.baseline, sides.unchanged)
  const both = { before: readableOnBoth(before, after), after: readableOnBoth(after, before) }
  const changes = diffContracts(both.before, both.after)
  return {
    findings: [
      ...after.loaded.findings.filter(({ severity }) => severity === 'error'),
      ...brokenBaselines(before.loaded.findings, name, { baseline: old, current }),
      ...(await judge(changes, both)).map((found) => inCurrentFolder(found, old, current)),
    ],
    removed: changes.filter(({ kind }) => kind === 'contract-removed').length,
  }
}

/** What is gone has its place in the baseline: it is reported at the file that is missed, and where it stood is told besides. */
function inCurrentFolder(found: Finding, old: ContractSnapshot, current: ContractSnapshot): Finding {
  const path = pathBelow(old, found.at.file)
  if (path === undefined) return found
  return {
    ...found,
    at: { file: shownPath(current, path) },
    related: [{ at: found.at, what: 'before' }, ...(found.related ?? [])],
  }
}

interface Side {
  readonly loaded: LoadedContracts
  /** Paths, ids and names of documents that are there but too broken to be a contract. */
  readonly unreadable: ReadonlySet<string>
}

const NOTHING: LoadedContracts = { contracts: [], readable: [], findings: [], documents: [] }

async function loadSide(files: ContractFiles, alsoKnown: readonly string[]): Promise<Side> {
  const paths = await files.list()
  const loaded = paths.length === 0 ? NOTHING : await loadContracts(files, { alsoKnown })
  const read = new Set(loaded.readable.map((contract) => contract.files.odcs))
  const documents = new Set(loaded.documents)
  const unreadable = new Set<string>()
  for (const path of paths) {
    const file = shownPath(files, path)
    if (!documents.has(file) || read.has(file)) continue
    const identity = identityIn(new TextDecoder().decode(await files.read(path)))
    unreadable.add(path)
    if (identity !== undefined) unreadable.add(`id ${identity.id}`).add(`name ${identity.name}`)
  }
  return { loaded, unreadable }
}

/** Without the contracts whose other side is there but cannot be read: they are neither new nor gone. */
const readableOnBoth = (side: Side, { unreadable }: Side): readonly Contract[] =>
  side.loaded.readable.filter(
    ({ id, name, layer, files }) =>
      !unreadable.has(`id ${id}`) &&
      !unreadable.has(`name ${name}`) &&
      !unreadable.has([layer, files.odcs.split('/').at(-1)].filter(Boolean).join('/')),
  )
