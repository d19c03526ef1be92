import { keyProblem } from '../../contracts/codec/key-problem.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { ExprOverflow } from '../expr/js/overflow.ts'
import { placeInStack } from '../expr/site.ts'
import type { DeadLetterReason } from './envelopes.ts'
import { UserCodeFailure } from './user-code.ts'

/** Thrown for a record whose key is not the field its contract names. */
export class WrongKey {
  readonly problem: NonNullable<ReturnType<typeof keyProblem>>
  constructor(contract: Contract, key: string | null, record: unknown) {
    this.problem = keyProblem(contract, key, record)!
  }
}

/** What goes into a dead letter. */
export interface Problem {
  readonly reason: Exclude<DeadLetterReason, 'unreadable' | 'drift' | 'output'>
  readonly path: string
  readonly message: string
}

/**
 * The dead letter's part of an error; `job` and `at` say where for the rest, which ends the run: code of the user's own
 * that failed is a DqError with the line of theirs, anything unknown is a bug.
 */
export function problemOf(error: unknown, job: string, at: string): Problem {
  if (error instanceof RecordProblem) return error
  if (error instanceof WrongKey) return error.problem
  if (error instanceof ExprOverflow) return { reason: 'overflow', path: '', message: error.message }
  throw error instanceof UserCodeFailure ? userError(error, job, at) : error
}

function userError({ doing, cause }: UserCodeFailure, job: string, where: string): DqError {
  const at = cause instanceof Error ? placeInStack(cause.stack) : undefined
  return new DqError(`job ${job}: ${doing} failed at ${where}: ${String(cause)}`, {
    hint: 'handle such a record in the code, or emit it to a topic of its own',
    cause,
    ...(at === undefined ? {} : { at }),
  })
}
