import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import type { Value } from '../iceberg/single-value.ts'
import { type IcebergType, isPrimitive, type NestedField, type PrimitiveType, typeText } from '../iceberg/types.ts'
import type { Comparison, Filter, Literal } from './filter.ts'
import { exampleOf, literalValue } from './literal-value.ts'

/** A column as a filter reaches it: at the top, or through records. */
export interface BoundColumn {
  readonly id: number
  readonly path: readonly string[]
  readonly type: PrimitiveType
}

export interface BoundLiteral {
  readonly value: Value
  readonly text: string
}

export type Condition =
  | {
      readonly kind: 'compare'
      readonly column: BoundColumn
      readonly comparison: Comparison
      readonly literal: BoundLiteral
    }
  | { readonly kind: 'in'; readonly column: BoundColumn; readonly literals: readonly BoundLiteral[] }
  | { readonly kind: 'null'; readonly column: BoundColumn; readonly isNull: boolean }

/** A filter on the columns of one schema, with values of their types. */
export type BoundFilter = Condition | { readonly kind: 'and' | 'or'; readonly parts: readonly BoundFilter[] }

/** Throws a DqError for columns that are not there, and values that are none of their column. */
export function bindFilter(filter: Filter, fields: readonly NestedField[]): BoundFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, parts: filter.parts.map((part) => bindFilter(part, fields)) }
    case 'null':
      return { kind: 'null', column: columnAt(filter.column, fields), isNull: filter.isNull }
    case 'in': {
      const column = columnAt(filter.column, fields)
      return { kind: 'in', column, literals: filter.values.map((value) => bound(column, value)) }
    }
    case 'compare': {
      const column = columnAt(filter.column, fields)
      const [value] = filter.values
      return { kind: 'compare', column, comparison: filter.comparison, literal: bound(column, value) }
    }
  }
}

function columnAt(written: string, fields: readonly NestedField[]): BoundColumn {
  const path: string[] = []
  let inside = fields
  let id = 0
  let type: IcebergType | undefined
  // A column may have dots in its own name: that one is meant first.
  const parts = fields.some(({ name }) => name === written) ? [written] : written.split('.')
  for (const part of parts) {
    const field = inside.find(({ name }) => name === part)
    if (field === undefined) {
      const names = inside.map(({ name }) => name)
      const near = suggest(part, names)
      throw new DqError(`the table has no column "${written}"`, {
        hint: near !== undefined ? `did you mean ${[...path, near].join('.')}?` : `it has ${names.join(', ')}`,
      })
    }
    path.push(part)
    id = field.id
    type = field.type
    inside = type.kind === 'struct' ? type.fields : []
  }
  if (type !== undefined && isPrimitive(type)) return { id, path, type }
  throw new DqError(`"${written}" is a ${type === undefined ? '' : typeText(type)}: a filter compares single values`, {
    ...(inside.length > 0 && { hint: `one of ${inside.map(({ name }) => `${written}.${name}`).join(', ')}` }),
  })
}

function bound({ path, type }: BoundColumn, { text }: Literal): BoundLiteral {
  const value = literalValue(type, text)
  if (value !== undefined) return { value, text }
  throw new DqError(`"${text}" is no value of ${path.join('.')}: it is a ${typeText(type)}`, {
    hint: `as in ${path.join('.')} = ${exampleOf(type)}`,
  })
}
