export { AvroSchemaError } from './avro/error.ts'
export { type AvroFile, parseAvroFiles } from './avro/files.ts'
export { namedTypes } from './avro/named-types.ts'
export { type ParseOptions, parseAvroSchema } from './avro/parse.ts'
export { schemaJson } from './avro/print.ts'
export type {
  AvroArray,
  AvroEnum,
  AvroField,
  AvroFixed,
  AvroMap,
  AvroNamed,
  AvroPrimitive,
  AvroRecord,
  AvroSchema,
  AvroUnion,
  LogicalType,
  PrimitiveKind,
} from './avro/schema.ts'
export { type AvroDocument, parseAvroText } from './avro/text.ts'
