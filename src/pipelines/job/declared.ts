import { DqError } from '../../kernel/errors.ts'
import { callSite } from '../expr/site.ts'

/** What is wrong with a declaration whatever the contracts say, at the user's line. */
export const declared = (message: string, hint: string, at = callSite()): DqError =>
  new DqError(message, at === undefined ? { hint } : { hint, at })
