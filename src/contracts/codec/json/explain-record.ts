import { pointer } from '../../../kernel/json.ts'
import { didYouMean, suggest } from '../../../kernel/suggest.ts'
import { mismatch, quoteShort, RecordProblem } from '../record-problem.ts'
import type { RecordDefinition } from '../shape.ts'

export const notRecord = (definition: RecordDefinition) => (value: unknown, path: string) =>
  mismatch(`an object (the record ${definition.name})`, value, path)

/** Names the key of the record that is probably a new name of the missing field. */
export const missingField = (definition: RecordDefinition, name: string) => (value: object, path: string) => {
  const unknown = Object.keys(value).filter((key) => definition.fields.every((field) => field.name !== key))
  const near = suggest(name, unknown)
  const hint = near === undefined ? '' : ` (was it renamed to ${quoteShort(near)}?)`
  return new RecordProblem('schema', pointer(path, name), `the required field ${quoteShort(name)} is missing${hint}`)
}

export const unknownField = (definition: RecordDefinition) => (value: object, path: string, key: string) => {
  const missing = definition.fields.map(({ name }) => name).filter((name) => !Object.hasOwn(value, name))
  return new RecordProblem('schema', pointer(path, key), `unknown field ${quoteShort(key)}${didYouMean(key, missing)}`)
}
