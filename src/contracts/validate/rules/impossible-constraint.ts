import { DqError } from '../../../kernel/errors.ts'
import type { AvroSchema } from '../../avro/schema.ts'
import { shapeOf } from '../../codec/shape-of.ts'
import type { FieldConstraints } from '../../model.ts'
import { PROPERTIES } from '../../repo/draft.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'impossible-constraint',
  severity: 'error',
  what: 'A constraint means nothing for the type of its field, or no value can satisfy it.',
  why: 'It would check nothing, or refuse every record.',
  example: '`pattern` on a number, or minimum above maximum',
  fix: 'mend or remove the constraint',
  *check({ avsc, odcs, constraints, yaml }) {
    for (const [name, own] of constraints) {
      const field = avsc?.schema.fields.find((known) => known.name === name)
      if (field === undefined || Object.keys(own).length === 0) continue
      const index = odcs.schema[0].properties?.findIndex((property) => property.name === name) ?? 0
      const at = yaml.keyAt([...PROPERTIES, index, 'logicalTypeOptions'])
      const problem = problemOf(field.type, own)
      if (problem !== undefined) yield { at, message: `field "${name}": ${problem}` }
    }
  },
})

function problemOf(type: AvroSchema, constraints: FieldConstraints): string | undefined {
  try {
    const shape = shapeOf(type, constraints)
    if ('range' in shape && shape.range.low > shape.range.high) return 'no value satisfies the bounds'
  } catch (error) {
    if (error instanceof DqError) return error.message
    throw error
  }
  const { minLength = 0, maxLength = Infinity } = constraints
  return minLength > maxLength ? 'minLength is above maxLength' : undefined
}
