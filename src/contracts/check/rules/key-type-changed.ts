import { defineCheckRule } from '../rule.ts'

/** Avro may promote the value; the bytes of the key are not promoted. */
export default defineCheckRule({
  id: 'key-type-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The field that is the record key has another type, or may be null now.',
  why: 'The same key gets other bytes and moves to another partition; null keys are spread over all of them.',
  example: 'the key `order_id` becomes a long, or `["null", "string"]`',
  fix: 'keep the type of the key',
  on: ['type-changed', 'logical-type-changed', 'nullability-changed'],
  check(change, { before, after }) {
    const { path, kind } = change
    if (after === undefined || after.settings.key !== path || before?.settings.key === undefined) return undefined
    if (kind === 'nullability-changed') return change.isNullable ? `the key "${path}" may be null now` : undefined
    // A change of both is told once, as the change of type.
    return kind === 'logical-type-changed' && typeOf(before.schema.fields, path) !== typeOf(after.schema.fields, path)
      ? undefined
      : `the key "${path}" has another type`
  },
})

const typeOf = (fields: readonly { readonly name: string; readonly type: { readonly kind: string } }[], name: string) =>
  fields.find((field) => field.name === name)?.type.kind
