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
