import type { Place } from '../../kernel/finding.ts'
import { siteOf } from '../expr/site.ts'

/** Where an output was declared, so that a mistake found later is named by file and line. Not part of the job's data. */
export const siteBook = new WeakMap<object, Place | undefined>()

/** The user's file and line of an expression or output, when the engine gave a stack. */
export const placeOf = (node: object): Place | undefined => siteBook.get(node) ?? siteOf(node)
