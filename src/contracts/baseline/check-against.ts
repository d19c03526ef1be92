import type { Finding } from '../../kernel/finding.ts'
import type { PastVersion } from '../check/avro-breaks.ts'
import type { Change } from '../diff/change.ts'
import { diffContracts } from '../diff/diff-contracts.ts'
import type { Contract } from '../model.ts'
import type { Beside, ChangeSource, ContractBaseline, ContractFiles, ContractSnapshot } from '../ports.ts'
import { byPlace } from '../repo/by-place.ts'
import { type LoadedContracts, loadContracts } from '../repo/load.ts'
import { pathBelow, shownPath } from '../repo/read-text.ts'
import noContracts from '../validate/rules/no-contracts.ts'
import { brokenBaselines } from './broken-baselines.ts'
import { compareSources, type FolderPair } from './compare-sources.ts'
import { historyOf } from './history-of.ts'
import { identityIn } from './identity.ts'
import { documentsOf, narrow } from './narrow.ts'

export interface Checked {
  /** Sorted by place; each thing once, with the baselines that show it where there are several. */
  readonly findings: readonly Finding[]
  /** How many contracts were compared: all that there are, the same on both sides or not, and those that are gone. */
  readonly contracts: number
  /** What else was looked at: noun → how many; files of other kinds, states of the history. */
  readonly looked: Readonly<Record<string, number>>
  /** The baselines, as reports call them. */
  readonly against: readonly string[]
}

/** The findings of changes between two states of the contracts that changed. */
export type Judge = (changes: readonly Change[], sides: Judged) => readonly Finding[] | Promise<readonly Finding[]>

export interface Judged {
  readonly before: readonly Contract[]
  readonly after: readonly Contract[]
  /** By name, oldest first: what transitive levels look back to beyond the baseline. */
  readonly history: ReadonlyMap<string, readonly PastVersion[]>
}

export interface CheckOptions {
  /** Suites, policies, waivers: what else is judged. */
  readonly sources?: readonly ChangeSource[]
  /** What lies beside the contracts now. */
  readonly beside?: Beside
}

/**
 * Judges what changed since each baseline. Contracts that did not change are not even parsed; a contract with mistakes, on
 * either side, is reported and hides no other.
 */
export async function checkAgainst(
  current: ContractSnapshot,
  baselines: readonly ContractBaseline[],
  judge: Judge,
  options: CheckOptions = {},
): Promise<Checked> {
  const compared: Compared[] = []
  for (const baseline of baselines) compared.push(await compare(current, baseline, judge, options))
  return {
    findings: mergedFindings(compared.map((one, i) => ({ ...one, baseline: baselines[i]?.name ?? '' }))),
    contracts: documentsOf(current) + Math.max(0, ...compared.map(({ removed }) => removed)),
    looked: Object.assign({}, ...compared.map(({ looked }) => looked)),
    against: baselines.map(({ name }) => name),
  }
}

/** The same finding of several baselines is told once, with those that show it; a mistake of today is no baseline's. */
function mergedFindings(sides: readonly (Compared & { readonly baseline: string })[]): readonly Finding[] {
  const merged = new Map<string, { readonly finding: Finding; readonly baselines: string[] }>()
  const keyOf = ({ fingerprint, at, rule, message }: Finding) => JSON.stringify([fingerprint ?? at, rule, message])
  const mistakes = new Map(sides.flatMap((side) => side.mistakes.map((found) => [keyOf(found), found] as const)))
  for (const { findings, baseline } of sides) {
    for (const finding of findings) {
      const known = merged.get(keyOf(finding))
      if (known === undefined) merged.set(keyOf(finding), { finding, baselines: [baseline] })
      else if (!known.baselines.includes(baseline)) known.baselines.push(baseline)
    }
  }
  const judged = [...merged.values()].map(({ finding, baselines }) =>
    sides.length === 1 ? finding : { ...finding, against: baselines },
  )
  return [...mistakes.values(), ...judged].sort(byPlace)
}

interface Compared {
  /** In the files of today. */
  readonly mistakes: readonly Finding[]
  readonly findings: readonly Finding[]
  readonly removed: number
  readonly looked: Readonly<Record<string, number>>
}

async function compare(
  current: ContractSnapshot,
  baseline: ContractBaseline,
  judge: Judge,
  { sources = [], beside }: CheckOptions,
): Promise<Compared> {
  const old = await baseline.snapshot()
  const sides = await narrow(current, old)
  const after = await loadSide(sides.current, sides.unchanged)
  const before = await loadSide(sides.baseline, sides.unchanged)
  const both = { before: readableOnBoth(before, after), after: readableOnBoth(after, before) }
  const changes = diffContracts(both.before, both.after)
  const past = await historyOf(both, baseline)
  const now = { contracts: current, beside }
  const others = await compareSources(sources, { contracts: old, beside: baseline.beside }, now)
  const judged = await judge([...changes, ...others.changes], { ...both, history: past.versions })
  const mistakes = [...after.loaded.findings.filter(({ severity }) => severity === 'error'), ...others.mistakes]
  return {
    mistakes,
    findings: [
      ...brokenBaselines([...before.loaded.findings, ...others.oldMistakes], mistakes, baseline.name, others.folders),
      ...past.findings,
      ...judged.map((found) => inCurrentFolder(found, others.folders)),
    ],
    removed: changes.filter(({ kind }) => kind === 'contract-removed').length,
    looked: { ...others.looked, ...(past.states !== undefined && { 'past version': past.states }) },
  }
}

/** What is gone has its place in the baseline: it is reported at the file that is missed, and where it stood is told besides. */
function inCurrentFolder(found: Finding, folders: readonly FolderPair[]): Finding {
  for (const { before, after } of folders) {
    const path = pathBelow(before, found.at.file)
    if (path === undefined) continue
    return {
      ...found,
      at: { file: shownPath(after, path) },
      related: [{ at: found.at, what: 'before' }, ...(found.related ?? [])],
    }
  }
  return found
}

interface Side {
  readonly loaded: LoadedContracts
  /** Paths, ids and names of documents that are there but too broken to be a contract. */
  readonly unreadable: ReadonlySet<string>
}

const NOTHING: LoadedContracts = { contracts: [], readable: [], findings: [], documents: [] }

async function loadSide(files: ContractFiles, alsoKnown: readonly string[]): Promise<Side> {
  const paths = await files.list()
  const all = paths.length === 0 ? NOTHING : await loadContracts(files, { alsoKnown })
  // What is left may be a schema that no contract uses: that the folder has contracts at all is asked of all of it.
  const loaded = { ...all, findings: all.findings.filter(({ rule }) => rule !== noContracts.id) }
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
