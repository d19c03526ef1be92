import { z } from 'zod'
import { contractTypes } from '../../contracts/codec/value-type.ts'
import { DqError } from '../../kernel/errors.ts'
import { neutralType } from '../column-type.ts'
import { defineExpectation } from '../expectation.ts'

export default defineExpectation({
  type: 'dq_schema_to_equal_contract',
  what: 'The table has exactly the fields of its contract, each of the type it promises; their order does not matter.',
  kwargs: z.strictObject({}),
  words: () => 'the columns are those of the contract',
  columns: () => [],
  plan(_, { columns, contract }) {
    if (contract === undefined) throw new DqError('dq_schema_to_equal_contract needs a table with a contract')
    const types = contractTypes(contract)
    const found = new Map(columns.map(({ name, type }) => [name, type]))
    const missing = [...types.keys()].filter((name) => !found.has(name))
    const unexpected = [...found.keys()].filter((name) => !types.has(name))
    const mistyped = [...types].flatMap(([column, { kind }]) => {
      const expected = kind === 'int53' ? 'long' : kind
      const type = found.get(column)
      const neutral = type === undefined ? undefined : neutralType(type)
      return neutral === undefined || neutral === expected ? [] : [{ column, expected, found: type }]
    })
    const mismatched = {
      ...(missing.length > 0 && { missing }),
      ...(unexpected.length > 0 && { unexpected }),
      ...(mistyped.length > 0 && { mistyped }),
    }
    const success = Object.keys(mismatched).length === 0
    return {
      measures: {},
      judge: () => ({
        success,
        result: { observed_value: [...found.keys()], ...(!success && { details: { mismatched } }) },
      }),
    }
  },
})
