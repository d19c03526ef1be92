import { z } from 'zod'
import { sameType } from '../column-type.ts'
import { defineExpectation } from '../expectation.ts'
import { column, tableKwargs } from '../kwargs.ts'
import { typeName } from '../plans/type-check.ts'

export default defineExpectation({
  type: 'expect_column_type_to_be',
  what: 'The column has this type: one of the neutral names, or the name the engine has for it.',
  kwargs: z.strictObject({ ...tableKwargs, column, type_: typeName }),
  words: ({ column, type_ }) => `the type of ${column} is ${type_}`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'anything' }],
  plan({ column, type_ }, { columns }) {
    const found = columns.find(({ name }) => name === column)?.type ?? null
    const success = found !== null && sameType(type_, found)
    return { measures: {}, judge: () => ({ success, result: { observed_value: found } }) }
  },
})
