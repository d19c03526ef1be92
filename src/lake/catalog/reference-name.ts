import { DqError } from '../../kernel/errors.ts'

/** What Nessie takes (its REST API, `Validation.REF_NAME_REGEX`) and git as well (git-check-ref-format). */
const NAME = /^[A-Za-z](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?$/

/** Refuses what is no name of a branch or tag, before it reaches a catalog. */
export function checkReferenceName(name: string): string {
  const parts = name.split('/')
  const isName =
    name.length <= 200 &&
    NAME.test(name) &&
    !name.includes('..') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.') && !part.endsWith('.lock')) &&
    !['HEAD', 'DETACHED'].includes(name.toUpperCase())
  if (isName) return name
  throw new DqError(`"${name}" is no name of a branch or tag`, {
    hint: 'letters, digits and . _ - / between them, beginning with a letter: feature/returns-2026',
  })
}

/** So long that a branch called `feed` or `decade` stays a branch. */
export const isHash = (text: string): boolean => /^[0-9a-f]{16,64}$/.test(text)
