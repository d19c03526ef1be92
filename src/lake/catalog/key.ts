import { DqError } from '../../kernel/errors.ts'

/** Namespaces from outside in, then the name: `['bronze', 'orders']`. A namespace has a key too: `['bronze']`. */
export type TableKey = readonly string[]

/** Letters, digits, `_` and `-`: every engine and every file system takes them as they stand. */
const PART = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/

/** Reads `bronze.orders`; throws a DqError for what is no name. */
export function parseKey(text: string): TableKey {
  const parts = text.split('.')
  for (const part of parts) {
    if (!PART.test(part))
      throw new DqError(`"${text}" is no name of a table`, {
        hint: 'namespace and name with a dot between them, of letters, digits, _ and -: bronze.orders',
      })
  }
  return parts
}

export const keyText = (key: TableKey): string => key.join('.')

/** The key around it; undefined for a namespace at the top. */
export const outerKey = (key: TableKey): TableKey | undefined => (key.length > 1 ? key.slice(0, -1) : undefined)

/** By code unit, part by part: the same in every catalog. */
export function byKey(a: { readonly key: TableKey }, b: { readonly key: TableKey }): number {
  for (let i = 0; i < Math.min(a.key.length, b.key.length); i++) {
    if (a.key[i]! !== b.key[i]!) return a.key[i]! < b.key[i]! ? -1 : 1
  }
  return a.key.length - b.key.length
}
