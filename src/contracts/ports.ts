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
}

/**
 * Files beside the contracts whose changes belong into the same diff and gate: suites, policies, waivers. Whoever owns such
 * files joins by one of these; see `GovernanceChange` for what it can tell.
 */
export interface ChangeSource {
  /** The folder it reads, below the root of the repo, e.g. `expectations`. */
  readonly folder: string
  /** What changed between two states of that folder; a state without the folder has no files. */
  changesBetween(before: ContractFiles, after: ContractFiles): Promise<readonly Change[]>
}
