import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import type { Reference } from './port.ts'

const SHOWN = 10

/**
 * Says that a branch (or, unless only a branch would do, a tag) is not there, and which one was meant, or which branches there are. Tags are not
 * listed: every promotion leaves two behind.
 */
export function unknownReference(
  name: string,
  references: readonly Pick<Reference, 'kind' | 'name'>[],
  asked: 'branch' | 'any' = 'any',
): DqError {
  const named = (kind: Reference['kind']) => references.filter((one) => one.kind === kind).map((one) => one.name)
  const [branches, tags] = [named('branch'), asked === 'any' ? named('tag') : []]
  const near = suggest(name, branches) ?? suggest(name, tags)
  const more = branches.length > SHOWN ? ` and ${branches.length - SHOWN} more` : ''
  const there = `there ${branches.length === 1 ? 'is' : 'are'} ${branches.slice(0, SHOWN).join(', ')}${more}`
  return new DqError(`the catalog has no ${asked === 'any' ? 'branch or tag' : 'branch'} "${name}"`, {
    hint:
      near === undefined
        ? `${there}${tags.length === 0 ? '' : '; dq branch list has the tags too'}`
        : `did you mean ${near}?`,
  })
}
