import { defineCheckRule, fieldText } from '../rule.ts'

/** Avro Java compares simple names only, so a new namespace passes; other readers compare full names. */
export default defineCheckRule({
  id: 'type-renamed',
  category: 'meaning',
  severity: 'warning',
  breaks: true,
  what: 'A record, enum or fixed has another full name, and Avro Java accepts it (another namespace, or an alias).',
  why: 'Avro for JavaScript and C++ compares full names and refuses the data; generated classes move to another package.',
  example: '`"namespace": "shop"` becomes `"namespace": "shop.v2"`',
  fix: 'keep name and namespace',
  on: 'type-renamed',
  check({ path, from, to, isAliased }, { isAvroBreak }) {
    if (isAvroBreak({ path })) return undefined
    return `${fieldText(path)}: the type ${from} is called ${to} now${isAliased ? ' (the old name is an alias)' : ''}`
  },
})
