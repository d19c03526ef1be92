import type { ContractSnapshot } from '../ports.ts'

/** A commit of another repository. */
export interface CommitElsewhere {
  /** As messages call it: `v1.4.0`, `HEAD (a1b2c3d)`. */
  readonly name: string
  readonly commit: string
  /** The files of a folder, named below it. */
  folder(path: string): Promise<ContractSnapshot>
  /** The text of a file; undefined when there is none. */
  text(path: string): Promise<string | undefined>
}

/** Another repository at the commit that is pinned. Read from this machine once it has been fetched. */
export interface PinnedRepository {
  readonly pin: CommitElsewhere
  /** The head of its default branch, as it was when it was last fetched. */
  readonly newest: CommitElsewhere
}
