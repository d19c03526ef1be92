import { RecordProblem } from './record-problem.ts'

/** Recursive records nest as deep as this; deeper ones would only be hostile. */
export const MAX_NESTING = 500

export const tooDeep = (path: string): RecordProblem =>
  new RecordProblem('schema', path, `records inside records, more than ${MAX_NESTING} levels deep`)
