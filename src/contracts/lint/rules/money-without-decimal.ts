import { wordsOf } from '../../words.ts'
import { fieldsOf, valueType } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

const MONEY = [
  'amount',
  'price',
  'cost',
  'fee',
  'tax',
  'balance',
  'revenue',
  'discount',
  'salary',
  'freight',
  'subtotal',
  'refund',
]

/** Words that say in which whole unit an integer counts, or that it is no money at all. */
const NOT_MONEY = [
  'cents',
  'minor',
  'micros',
  'count',
  'id',
  'code',
  'rate',
  'percent',
  'type',
  'currency',
  'quantity',
  'ratio',
]

export default defineLintRule({
  id: 'money-without-decimal',
  category: 'types',
  severity: 'warning',
  what: 'A field whose name is about money is a float, an integer without a unit, or text.',
  why: 'Binary floats do not hold 0.10: sums are off by cents, and two engines disagree. A plain integer does not say whether it counts cents.',
  example: '`{"name": "amount", "type": "double"}`',
  fix: 'use {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}; for integers name the unit, e.g. amount_cents',
  on: 'contract',
  *check({ contract }) {
    for (const { field, path, at } of fieldsOf(contract)) {
      const words = wordsOf(field.name)
      const type = valueType(field.type)
      const isPlain = ['float', 'double', 'int', 'long', 'string'].includes(type.kind) && type.logical === undefined
      if (!isPlain || !words.some((word) => MONEY.includes(word)) || words.some((word) => NOT_MONEY.includes(word)))
        continue
      yield { at, path, message: `field "${path}" looks like money and is a plain ${type.kind}` }
    }
  },
})
