import type { Contract } from '../model.ts'

/** What stands of a contract in one place. */
export type Deployed =
  /** This contract's own. `detail`: how the place calls it, e.g. `version 3`. */
  | { readonly kind: 'same'; readonly version: string; readonly detail: string }
  /** An earlier one; `version` where git's history knows it. */
  | { readonly kind: 'other'; readonly version?: string; readonly detail: string }
  /** It is there as the contract asks; it has no version: a topic. */
  | { readonly kind: 'present'; readonly detail: string }
  | { readonly kind: 'absent' }
  /** The contract does not belong there: a table is no topic. */
  | { readonly kind: 'none' }
  /** Nobody could say. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A place where contracts are deployed. Registry, topics and tables each are one. */
export interface DeployedPlace {
  readonly name: 'registry' | 'topic' | 'table'
  /** `earlier`: the same contract at earlier times, newest first, asked for only when it is not the newest that stands there. */
  deployed(contract: Contract, earlier: () => Promise<readonly Contract[]>): Promise<Deployed>
}

/** A place that cannot be asked: every contract that belongs there is unknown. */
export const unreadable = (
  name: DeployedPlace['name'],
  why: string,
  belongs: (contract: Contract) => boolean,
): DeployedPlace => ({
  name,
  deployed: async (contract) => (belongs(contract) ? { kind: 'unknown', why } : { kind: 'none' }),
})
