import type { Place } from '../../kernel/finding.ts'

/** A parsed file whose every value still knows its line and column. */
export interface Located {
  /** As messages show it. */
  readonly file: string
  readonly value: unknown
  /** Place of the value at the path, or of the nearest one around it. */
  at(path: DocPath): Place
  /** Place of the key that ends the path, or of the value when it is no key of a map. */
  keyAt(path: DocPath): Place
}

export type DocPath = readonly (string | number)[]

/** Zod's paths hold PropertyKey; documents have no symbols. */
export const docPath = (path: readonly PropertyKey[]): DocPath =>
  path.map((step) => (typeof step === 'symbol' ? String(step) : step))
