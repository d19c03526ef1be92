import type { Lack } from './matrix.ts'

/** What engines, or dq, lack, in their own words. A lack that is mended fails the suite, so the list stays true. */
export const lacks: readonly Lack[] = []
