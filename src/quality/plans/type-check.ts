import { z } from 'zod'
import { sameType, typeNameProblem } from '../column-type.ts'
import { defineExpectation, type Expectation } from '../expectation.ts'
import { column, mostly, rowKwargs } from '../kwargs.ts'

/** The name of a type that an engine may have. */
export const typeName = z.string().check((context) => {
  const message = typeNameProblem(context.value)
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value })
})

const sharedParams = z.object({ column })
const common = { ...rowKwargs, column, mostly }

/** The type of a whole column, read from the table's columns: no row is looked at. */
export const defineTypeCheck = <S extends z.ZodRawShape>(definition: {
  readonly type: string
  readonly what: string
  readonly params: S
  readonly types: (params: z.infer<z.ZodObject<S>>) => readonly string[]
}): Expectation => {
  const own = z.object(definition.params)
  return defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...common, ...definition.params } as S & typeof common),
    words: (params) =>
      `${sharedParams.parse(params).column} is of type ${definition.types(own.parse(params)).join(' or ')}`,
    columns: (params) => [{ name: sharedParams.parse(params).column, path: ['column'], needs: 'anything' }],
    plan(params, { columns }) {
      const { column } = sharedParams.parse(params)
      const types = definition.types(own.parse(params))
      return {
        measures: {},
        judge() {
          const found = columns.find(({ name }) => name === column)?.type ?? null
          return {
            success: found !== null && types.some((type) => sameType(type, found)),
            result: { observed_value: found },
          }
        },
      }
    },
  })
}
