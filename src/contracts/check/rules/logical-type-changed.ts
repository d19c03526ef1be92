import { logicalText } from '../../diff/describe.ts'
import { defineCheckRule, fieldText } from '../rule.ts'

/** Decimals and times among themselves have rules of their own. */
export default defineCheckRule({
  id: 'logical-type-changed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A logical type was added, removed or replaced by one of another family.',
  why: 'Registries ignore logical types, but readers decode by them: a date becomes a number, an amount becomes bytes, generated classes no longer compile.',
  example: '`{"type": "int", "logicalType": "date"}` becomes `"int"`',
  fix: 'keep the logical type, and add a field with the new one under a new name',
  on: ['logical-type-changed'],
  check({ path, from, to }, { isAvroBreak }) {
    if (isAvroBreak({ path }) || (from !== undefined && to !== undefined && family(from.name) === family(to.name)))
      return undefined
    return `${fieldText(path)}: the logical type changed from ${logicalText(from) ?? 'none'} to ${logicalText(to) ?? 'none'}`
  },
})

const family = (name: string): string => (/^(local-)?time(stamp)?-/.test(name) ? 'time' : name)
