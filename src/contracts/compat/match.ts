import type { AvroField, AvroNamed, AvroRecord } from '../avro/schema.ts'

/**
 * Whether a reader's named type reads a writer's: the simple names are equal (namespaces do not count), or an alias of
 * the reader is the writer's full name. As in Avro Java, an alias in the null namespace works only for a type there.
 */
export const nameMatches = (reader: AvroNamed, writer: AvroNamed): boolean =>
  reader.name === writer.name ||
  reader.aliases.some((alias) => alias === writer.fullName && (reader.namespace === undefined || alias.includes('.')))

/** The writer's fields by name; records of a few fields need no index. */
export function writerFields(writer: AvroRecord): (name: string) => AvroField | undefined {
  const { fields } = writer
  if (fields.length <= 8) return (name) => fields.find((field) => field.name === name)
  const byName = new Map(fields.map((field) => [field.name, field]))
  return (name) => byName.get(name)
}

/** Whether every value of the writer's primitive is one of the reader's: the same type or a promotion (specification, "Schema Resolution"). */
export const promotes = (reader: string, writer: string): boolean => PROMOTIONS[reader]?.includes(writer) === true

const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  int: ['int'],
  long: ['long', 'int'],
  float: ['float', 'int', 'long'],
  double: ['double', 'int', 'long', 'float'],
  bytes: ['bytes', 'string'],
  string: ['string', 'bytes'],
}
