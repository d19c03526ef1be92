import type { JobFunctions } from './functions.ts'
import type { JobIr } from './ir.ts'

/** What a job module exports by default: the declaration as plain data, and beside it what cannot be data. */
export interface JobDeclaration<out I extends JobIr = JobIr> {
  readonly ir: I
  readonly functions?: JobFunctions
}
