import type { RecordDefinition, Shape } from '../shape.ts'

/** The fewest bytes a value takes: how many items a count may claim. 0 only for what holds nothing. */
export const leastOf = (shape: Shape): number => least(shape, new Set())

function least(shape: Shape, within: ReadonlySet<RecordDefinition>): number {
  if (shape.nullable) return 1
  switch (shape.kind) {
    case 'float':
      return 4
    case 'double':
      return 8
    case 'uuid':
      return shape.stored === 'fixed' ? 16 : 1
    case 'bytes':
    case 'decimal':
      return shape.size ?? 1
    case 'record': {
      const { definition } = shape
      if (within.has(definition)) return 0
      const inside = new Set([...within, definition])
      return definition.fields.reduce((sum, field) => sum + least(field.shape, inside), 0)
    }
    default:
      return 1
  }
}
