import { nonNull } from '../avro-kind.ts'
import { namedField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

const KEY_KINDS = ['string', 'enum', 'uuid', 'int', 'long']

export default defineRule({
  id: 'impossible-key-field',
  severity: 'error',
  what: '`key` names a field whose type cannot be a key in the `keyFormat`.',
  why: 'A float, a record or a list has no one text to be compared by.',
  example: '`key` naming a double',
  fix: 'name a string, integer, enum or uuid field, or set keyFormat to avro or json',
  *check(contract) {
    const named = namedField(contract, 'key')
    if (named === undefined) return
    const kind = nonNull(named.field.type)
    const { keyFormat } = contract.settings.values
    const fits = keyFormat === 'string' ? KEY_KINDS.includes(kind) : kind !== 'null'
    if (!fits)
      yield {
        at: named.at,
        message: `key "${named.field.name}" has type ${kind}, which keyFormat ${keyFormat} cannot write`,
      }
  },
})
