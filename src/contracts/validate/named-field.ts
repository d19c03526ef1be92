import type { Place } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { AvroField } from '../avro/schema.ts'
import type { ContractDraft } from '../repo/draft.ts'
import type { Problem } from './rule.ts'

/** Settings whose value is the name of a top-level field. */
export type FieldSetting = 'key' | 'eventTime' | 'eventId'

/** The field a setting names, and where the setting stands (looked up when asked for); undefined when it names none. */
export function namedField(
  contract: ContractDraft,
  setting: FieldSetting,
): { readonly field: AvroField; readonly at: Place } | undefined {
  const name = contract.settings.values[setting]
  const field = contract.avsc?.schema.fields.find((known) => known.name === name)
  return (
    field && {
      field,
      get at() {
        return placeOf(contract, setting)
      },
    }
  )
}

/** The problem of a setting that names a field the avsc does not have. */
export function* unknownField(contract: ContractDraft, setting: FieldSetting): Iterable<Problem> {
  const name = contract.settings.values[setting]
  const fields = contract.avsc?.schema.fields.map((field) => field.name)
  if (name === undefined || fields === undefined || fields.includes(name)) return
  const message = `${setting} "${name}" is no field of ${contract.odcs.name}${didYouMean(name, fields)}`
  yield { at: placeOf(contract, setting), message }
}

const placeOf = ({ settings, yaml }: ContractDraft, setting: FieldSetting): Place =>
  yaml.at(['customProperties', settings.index.get(setting) ?? 0, 'value'])
