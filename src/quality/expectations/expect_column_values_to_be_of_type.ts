import { z } from 'zod'
import { defineTypeCheck } from '../plans/type-check.ts'

export default defineTypeCheck({
  type: 'expect_column_values_to_be_of_type',
  what: 'The column has this type: one of the neutral names, or the name the engine has for it.',
  params: { type_: z.string().min(1) },
  types: ({ type_ }) => [type_],
})
