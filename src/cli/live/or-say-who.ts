import { DqError } from '../../kernel/errors.ts'
import { Unavailable } from '../../pipelines/live/ports.ts'

/** At the start nothing is waited for: who starts it should know. */
export async function orSayWho<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    throw new DqError(`${error.system} cannot be reached: ${error.message}`, {
      hint: 'check its address in dq.yaml, and whether it runs; `dq stack up` starts servers for development',
      cause: error,
    })
  }
}
