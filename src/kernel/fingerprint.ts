import { sha256 } from './sha256.ts'

/** What makes a finding that finding, wherever its lines move to. */
export interface Identity {
  readonly rule: string
  /** Name of the contract, suite or policy. */
  readonly of: string
  /** Names inside it, not indexes: `customer.address.street`. */
  readonly path: string
  /** What is found, without places, versions and dates. */
  readonly text: string
}

/** Sixteen hexadecimal digits, the same in every commit in which the same is found: what a waiver can name. */
export const fingerprint = ({ rule, of, path, text }: Identity): string =>
  sha256([rule, of, path, text].join('\n')).slice(0, 16)
