import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import type { Reference } from './port.ts'

const SHOWN = 10

/**
 * Says that a branch (or, unless only a branch would do, a tag) is not there, and which one was meant, or which branches there are; `new`: a
 * branch, for who may as well make it. Tags are not listed: every promotion leaves two behind.
 */
export function unknownReference(
  name: string,
  references: readonly Pick<Reference, 'kind' | 'name'>[],
  asked: 'branch' | 'new' | 'any' = 'any',
): DqError {
  const named = (kind: Reference['kind']) => references.filter((one) => one.kind === kind).map((one) => one.name)
  const [branches, tags] = [named('branch'), asked === 'any' ? named('tag') : []]
  const near = suggest(name, branches) ?? suggest(name, tags)
  const more = branches.length > SHOWN ? ` and ${branches.length - SHOWN} more` : ''
  const there = `there ${branches.length === 1 ? 'is' : 'are'} ${branches.slice(0, SHOWN).join(', ')}${more}`
  const others =
    asked === 'new' ? `; dq branch create ${name} makes it` : tags.length > 0 ? '; dq branch list has the tags too' : ''
  return new DqError(`the catalog has no ${asked === 'any' ? 'branch or tag' : 'branch'} "${name}"`, {
    hint: near === undefined ? `${there}${others}` : `did you mean ${near}?`,
  })
}
