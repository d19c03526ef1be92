import { defineCheckRule } from '../rule.ts'

/** An alias belongs to the reader's schema: only Avro readers with the new schema know both names. */
export default defineCheckRule({
  id: 'field-renamed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A field was renamed, with the old name as an alias: an error where the wire format is JSON, a warning elsewhere.',
  why: 'Only Avro readers with the new schema use aliases. SQL, tables, generated classes, JSON readers and avro-cpp know one name.',
  example: '`{"name": "client_id", "aliases": ["customer_id"]}`',
  fix: 'keep the old name, or add a second field, fill both, and deprecate the old one',
  on: 'field-renamed',
  check({ path, from }, { after, isAvroBreak }) {
    const oldPath = path.slice(0, path.lastIndexOf('.') + 1) + from
    if (isAvroBreak({ path: oldPath })) return undefined
    const message = `field "${path}" was called "${from}": readers that do not use Avro aliases lose it`
    return after?.settings.wireFormat === 'avro' ? { message, severity: 'warning' } : message
  },
})
