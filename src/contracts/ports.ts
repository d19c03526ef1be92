import type { Finding } from '../kernel/finding.ts'
import type { Change } from './diff/change.ts'

/** A folder of files that people edit (contracts, or examples of contracts). Paths are relative to it, with `/`. */
export interface ContractFiles {
  /** How messages call the folder, e.g. `contracts`. */
  readonly folder: string
  /** Every file below the folder, sorted by code point; empty when there is no such folder. */
  list(): Promise<readonly string[]>
  /** The bytes as they stand; rejects when the file cannot be read. */
  read(path: string): Promise<Uint8Array>
}

/** The same folder, for commands that write into it (`dq contract sync`). */
export interface EditableFiles extends ContractFiles {
  /** Replaces the whole file, or leaves it as it was: never half of it. */
  write(path: string, text: string): Promise<void>
}

/** The folder at one moment: what stands in it can be compared with another moment's without reading or parsing all of it. */
export interface ContractSnapshot {
  readonly folder: string
  /** Path → id of the content; equal ids mean equal bytes. Git knows them without reading a file. */
  readonly ids: ReadonlyMap<string, string>
  /** The bytes of these files, read in one go; a file that cannot be read is left out. */
  readAll(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
}

/** What a check compares with: the contracts of another time or place, read only. */
export interface ContractBaseline {
  /** How reports call it: `main (a1b2c3d)`, `../old`. */
  readonly name: string
  snapshot(): Promise<ContractSnapshot>
  /** Files and folders beside the contracts, named below the root of the contract repo; absent where there are contracts alone. */
  readonly beside?: Beside
  /** The same contracts at earlier times: what the transitive levels look back to; nothing where nobody knows of any. */
  readonly history?: () => Promise<ContractHistory | undefined>
}

/** These files, and all files of these folders, at one moment, named from the root of the contract repo; nothing where there are contracts alone. */
export type Beside = (paths: readonly string[]) => Promise<ContractSnapshot | undefined>

/** Earlier states of the contracts, oldest first. */
export interface ContractHistory {
  /** `name` as reports call it: a tag, a version of a registry. */
  readonly states: readonly { readonly name: string; readonly snapshot: ContractSnapshot }[]
  /** Why there may be more than these, and what brings them here. */
  readonly gap?: { readonly message: string; readonly fix: string }
}

/**
 * Files whose changes belong into the same diff and gate: suites, policies, waivers. Whoever owns such files joins by one of
 * these; see `GovernanceChange` for what it can tell.
 */
export interface ChangeSource {
  /** What each file is, for the count of what was looked at: `suite`. Without it they are not counted. */
  readonly noun?: string
  /** Where its files lie: among the contracts, or beside them, named from the root of the contract repo. */
  readonly from: 'contracts' | 'repo'
  /** Files and folders. */
  readonly paths: readonly string[]
  /** What changed between two states, of which only the files that differ are given. */
  changesBetween(before: ContractFiles, after: ContractFiles): Promise<SourceChanges>
}

export interface SourceChanges {
  readonly changes: readonly Change[]
  /** Mistakes of today, which leave it open what changed. */
  readonly mistakes: readonly Finding[]
  /** The same in the earlier state. */
  readonly oldMistakes: readonly Finding[]
}
