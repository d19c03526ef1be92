import { defineCheckRule, fieldText } from '../rule.ts'

/** With a default in the enum, or in a direction that the level does not ask for, Avro lets it through. */
export default defineCheckRule({
  id: 'enum-symbol-removed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A symbol was removed from an enum.',
  why: "Old records that hold it are read as the enum's default, silently, or not at all.",
  example: '`boleto` is removed from `symbols` of an enum with `"default": "not_defined"`',
  fix: 'keep the symbol, and say in the doc that it is no longer written',
  on: 'enum-symbols-removed',
  check({ path, symbols, enumDefault }, { isAvroBreak }) {
    if (isAvroBreak({ path })) return undefined
    const then =
      enumDefault === undefined
        ? 'old records with it cannot be read'
        : `old records with it are read as ${enumDefault}`
    return `${fieldText(path)}: removed ${symbols.join(', ')}; ${then}`
  },
})
