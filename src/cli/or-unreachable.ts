import { DqError } from '../kernel/errors.ts'
import { Unavailable } from '../pipelines/live/ports.ts'

/** What cannot be reached ends a command: there is nobody who would wait. */
export async function orUnreachable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    const who = error.system === 'registry' ? 'the registry' : error.system
    throw new DqError(`${who} cannot be reached: ${error.message}`, {
      hint: `is it running, and is its address in dq.yaml right? For development: dq stack up ${error.system}`,
      cause: error,
    })
  }
}
