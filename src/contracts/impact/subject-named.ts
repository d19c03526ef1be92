import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Contract } from '../model.ts'
import { schemaNodes } from '../schema-nodes.ts'
import { WHOLE } from './usage.ts'

/** What `order.created.total_amount` names: names of contracts have dots too, so the longest contract name that fits counts. `*` for a contract alone. */
export function subjectNamed(
  text: string,
  contracts: readonly Contract[],
): { readonly contract: Contract; readonly field: string } {
  const contract = contracts
    .filter(({ name }) => text === name || text.startsWith(`${name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (contract === undefined) {
    const names = contracts.flatMap((one) => [
      one.name,
      ...one.schema.fields.map((field) => `${one.name}.${field.name}`),
    ])
    throw new DqError(`there is no contract or field "${text}"${didYouMean(text, names)}`, {
      hint: `write <contract> or <contract>.<field>; contracts: ${contracts.map(({ name }) => name).join(', ')}`,
    })
  }
  if (text === contract.name) return { contract, field: WHOLE }
  const field = text.slice(contract.name.length + 1)
  const fields = new Set([...schemaNodes(contract).values()].map(({ path }) => path).filter((path) => path !== ''))
  if (fields.has(field)) return { contract, field }
  throw new DqError(`${contract.name} has no field "${field}"${didYouMean(field, fields)}`, {
    at: { file: contract.files.avsc },
    hint: `its fields: ${contract.schema.fields.map(({ name }) => name).join(', ')}`,
  })
}
