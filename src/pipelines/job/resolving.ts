import type { Contract } from '../../contracts/model.ts'
import type { JobFunctions } from './functions.ts'
import type { Checker } from './resolve-check.ts'
import type { Envelope } from './resolved.ts'

export interface JobContext {
  readonly contracts: ReadonlyMap<string, Contract>
  /** The job's module, as errors name it. */
  readonly file: string
  /** Text of a file that the job names (rules), and its path for errors; undefined when it cannot be read. */
  readonly text: (file: string) => { readonly path: string; readonly text: string } | undefined
}

/** What resolving each kind of job shares. */
export interface Resolving extends JobContext {
  readonly check: Checker
  readonly functions: JobFunctions
  /** Where records that break this contract go. */
  readonly deadLetters: (contract: Contract) => Envelope
}
