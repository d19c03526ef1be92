import { z } from 'zod'
import { defineTypeCheck, typeName } from '../plans/type-check.ts'

export default defineTypeCheck({
  type: 'expect_column_values_to_be_in_type_list',
  what: 'The column has one of these types: neutral names, or the names the engine has for them.',
  params: { type_list: z.array(typeName).min(1) },
  types: ({ type_list }) => type_list,
})
