import { suggest } from '../../kernel/suggest.ts'
import { AvroSchemaError } from './error.ts'
import { PRIMITIVES } from './names.ts'

/** The refusal of a reference to a name that nothing defines, with the name that was meant if one is near. */
export function unknownType(fullName: string, at: string, known: Iterable<string>): AvroSchemaError {
  const names = [...known].filter((name) => name !== fullName)
  const simple = fullName.slice(fullName.lastIndexOf('.') + 1)
  const namesake = names.find((name) => name === simple || name.endsWith(`.${simple}`))
  const near = namesake ?? suggest(simple, PRIMITIVES) ?? suggest(fullName, names)
  return new AvroSchemaError(`There is no type called "${fullName}"`, {
    pointer: at,
    hint: near === undefined ? 'Define it, or give the file that defines it.' : `Did you mean "${near}"?`,
  })
}
