import type { Place } from '../../kernel/finding.ts'
import type { AvroField, AvroSchema } from '../avro/schema.ts'
import type { Contract } from '../model.ts'
import { schemaNodes } from '../schema-nodes.ts'

export interface LintedField {
  readonly field: AvroField
  /** As `lines[].sku`. */
  readonly path: string
  /** Name of the top-level field it lies in. */
  readonly root: string
  readonly at: Place
}

/** Every field of a contract's schema, nested ones too, that its own avsc holds: those of shared types are told where they are defined. */
export const fieldsOf = (contract: Contract): readonly LintedField[] =>
  [...schemaNodes(contract)].flatMap(([field, { path, root, at }]) =>
    'order' in field ? [{ field, path, root, at: at() }] : [],
  )

/** The only branch of an optional type beside null, or the type itself. */
export function valueType(type: AvroSchema): AvroSchema {
  if (type.kind !== 'union') return type
  const [only, ...others] = type.branches.filter(({ kind }) => kind !== 'null')
  return only === undefined || others.length > 0 ? type : only
}

/** Whether Debezium makes the schema, and so its names. */
export function isDebezium({ schema, settings }: Contract): boolean {
  const names = schema.fields.map(({ name }) => name)
  return (
    settings.wireFormat === 'debezium-json' ||
    'connect.name' in schema.props ||
    ['before', 'after', 'op'].every((name) => names.includes(name))
  )
}
