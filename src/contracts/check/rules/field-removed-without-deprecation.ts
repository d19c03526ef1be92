import { aliasFix } from '../perhaps-renamed.ts'
import { defineCheckRule } from '../rule.ts'

/** BACKWARD lets every removal through: it asks only whether new readers read old data. */
export default defineCheckRule({
  id: 'field-removed-without-deprecation',
  category: 'lifecycle',
  severity: 'warning',
  breaks: false,
  what: 'A field is gone that had never been deprecated, or was deprecated without a sunset.',
  why: 'The registry says "compatible", but whoever reads the field finds it missing, and a table that has the column fails or fills it with nulls.',
  example: 'removing `coupon` under BACKWARD',
  fix: 'restore it with "deprecated": true and "sunset": "YYYY-MM-DD", and remove it after that day',
  on: 'field-removed',
  check({ path, deprecation }, { isAvroBreak, perhapsRenamed }) {
    if (deprecation?.sunset !== undefined || isAvroBreak({ path })) return undefined
    const rename = perhapsRenamed(path)
    const message =
      deprecation === undefined
        ? `field "${path}" was removed without having been deprecated`
        : `field "${path}" was deprecated, but no day was set for its removal`
    return { message, ...(rename !== undefined && { fix: aliasFix(rename) }) }
  },
})
