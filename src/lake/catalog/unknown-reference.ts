import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'

/** Says that a branch or tag is not there, and which one was meant, or what there is. */
export function unknownReference(name: string, references: readonly { readonly name: string }[]): DqError {
  const names = references.map((one) => one.name)
  const near = suggest(name, names)
  return new DqError(`the catalog has no branch or tag "${name}"`, {
    hint:
      near === undefined ? `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}` : `did you mean ${near}?`,
  })
}
