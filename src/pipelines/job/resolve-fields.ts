import type { Contract } from '../../contracts/model.ts'
import { baseRefs, type Definitions, fieldsOf } from './references.ts'
import type { InputDraft } from './resolve-inputs.ts'
import type { Envelope, Meanings, ResolvedInput, ResolvedOutput } from './resolved.ts'

interface FieldReaders {
  readonly meanings: Omit<Meanings, 'inputs'>
  readonly outputs: readonly ResolvedOutput[]
  readonly definitions: Definitions
}

/** By alias: the fields that aggregates and outputs read. */
export function readFields({ meanings, outputs, definitions }: FieldReaders): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const add = (alias: string, field: string): void => {
    found.set(alias, (found.get(alias) ?? new Set()).add(field))
  }
  const { measures, match } = meanings
  for (const alias of match?.inputs ?? []) add(alias, match!.by)
  for (const { aggregate } of [...measures.values(), ...(match?.measures.values() ?? [])]) {
    for (const name of fieldsOf(aggregate)) add(aggregate.input, name)
  }
  for (const output of outputs) {
    for (const node of [...output.fields.map((field) => field.node), output.when, output.version]) {
      if (node === undefined) continue
      for (const ref of baseRefs(node.expr, definitions)) if (ref.of === 'field') add(ref.input, ref.name)
    }
  }
  return found
}

/** The inputs with the fields that are decoded: those read, and those that every record is told by (key, time, id). */
export const withFields = <I extends InputDraft>(
  inputs: readonly I[],
  read: ReadonlyMap<string, ReadonlySet<string>>,
  deadLetters: (contract: Contract) => Envelope,
): readonly (I & Pick<ResolvedInput, 'fields' | 'deadLetters'>)[] =>
  inputs.map((input) => {
    const { alias, contract, eventTime, eventId } = input
    const told = new Set([contract.settings.key, eventTime, eventId])
    const names = contract.schema.fields.map(({ name }) => name)
    return {
      ...input,
      fields: names.filter((name) => told.has(name) || read.get(alias)?.has(name)),
      deadLetters: deadLetters(contract),
    }
  })
