import { defineCheckRule, fieldText } from '../rule.ts'

/** A default is data: it is what old records mean. */
export default defineCheckRule({
  id: 'default-changed',
  category: 'meaning',
  severity: 'warning',
  breaks: false,
  what: 'The default of a field or of an enum was changed or removed.',
  why: 'Readers fill old records with the default, so the same old record means something else after the change; without it, versions before the field can no longer be read.',
  example: '`"default": "BRL"` becomes `"default": "USD"`',
  fix: 'keep the default; write the new value explicitly where records are produced',
  on: ['default-changed', 'default-removed', 'enum-default-changed'],
  check(change, { isAvroBreak }) {
    const { kind, path } = change
    if (isAvroBreak({ path })) return undefined
    if (kind === 'enum-default-changed') {
      // For the first time it only helps.
      if (change.from === undefined) return undefined
      return change.to === undefined
        ? `${fieldText(path)}: the default of the enum was removed, so symbols that a reader does not know can no longer be read`
        : `${fieldText(path)}: unknown symbols are read as another symbol than before`
    }
    return kind === 'default-removed'
      ? `${fieldText(path)}: the default was removed, so records from before the field can no longer be read`
      : `${fieldText(path)}: the default changed, so old records without the field mean something else`
  },
})
