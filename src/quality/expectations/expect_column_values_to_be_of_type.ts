import { defineTypeCheck, typeName } from '../plans/type-check.ts'

export default defineTypeCheck({
  type: 'expect_column_values_to_be_of_type',
  what: 'The column has this type: one of the neutral names, or the name the engine has for it.',
  params: { type_: typeName },
  types: ({ type_ }) => [type_],
})
