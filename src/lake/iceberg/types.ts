/** Types of the table specification, version 2 ("Schemas and Data Types"). */
export type IcebergType = PrimitiveType | StructType | ListType | MapType

export type PrimitiveType =
  | { readonly kind: SimpleName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'fixed'; readonly length: number }

/** `timestamptz` is a moment (UTC), `timestamp` is local time; both in microseconds. */
export type SimpleName =
  | 'boolean'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'string'
  | 'uuid'
  | 'binary'

export interface StructType {
  readonly kind: 'struct'
  readonly fields: readonly NestedField[]
}

export interface ListType {
  readonly kind: 'list'
  readonly elementId: number
  readonly element: IcebergType
  readonly elementRequired: boolean
}

export interface MapType {
  readonly kind: 'map'
  readonly keyId: number
  readonly key: IcebergType
  readonly valueId: number
  readonly value: IcebergType
  readonly valueRequired: boolean
}

/** `id` is what a column is: it stays through renames and moves, and is never used again. */
export interface NestedField {
  readonly id: number
  readonly name: string
  readonly required: boolean
  readonly type: IcebergType
  readonly doc?: string
}

export interface IcebergSchema extends StructType {
  readonly schemaId: number
  readonly identifierFieldIds: readonly number[]
}

export const SIMPLE: ReadonlySet<string> = new Set<SimpleName>([
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'string',
  'uuid',
  'binary',
])

export const isPrimitive = (type: IcebergType): type is PrimitiveType =>
  type.kind !== 'struct' && type.kind !== 'list' && type.kind !== 'map'

/** As metadata files and people write it. */
export function typeText(type: IcebergType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision}, ${type.scale})`
    case 'fixed':
      return `fixed[${type.length}]`
    case 'struct':
      return `struct<${type.fields.map(({ name, type }) => `${name}: ${typeText(type)}`).join(', ')}>`
    case 'list':
      return `list<${typeText(type.element)}>`
    case 'map':
      return `map<${typeText(type.key)}, ${typeText(type.value)}>`
    default:
      return type.kind
  }
}

/** A column wherever it is nested, with the path that engines show: `lines.element.sku`. */
export interface Column {
  readonly id: number
  readonly path: string
  readonly type: IcebergType
  readonly required: boolean
}

/** All columns, outer before inner. */
export function columnsOf(struct: StructType): readonly Column[] {
  const columns: Column[] = []
  const visit = (id: number, path: string, type: IcebergType, required: boolean): void => {
    columns.push({ id, path, type, required })
    if (type.kind === 'struct') for (const field of type.fields) visitField(field, `${path}.`)
    if (type.kind === 'list') visit(type.elementId, `${path}.element`, type.element, type.elementRequired)
    if (type.kind === 'map') {
      visit(type.keyId, `${path}.key`, type.key, true)
      visit(type.valueId, `${path}.value`, type.value, type.valueRequired)
    }
  }
  const visitField = ({ id, name, type, required }: NestedField, prefix: string): void =>
    visit(id, `${prefix}${name}`, type, required)
  for (const field of struct.fields) visitField(field, '')
  return columns
}
