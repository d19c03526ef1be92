export type { Finding, Impact, Place, Severity } from '../kernel/finding.ts'
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
export type { PastVersion } from './check/avro-breaks.ts'
export type { ProveOptions } from './check/avro-proofs.ts'
export type { Evidence } from './check/evidence.ts'
export { type JudgeContext, judge } from './check/judge.ts'
export type { CheckRule } from './check/rule.ts'
export { checkRules } from './check/rules/index.ts'
export { compareAvroSchemas } from './compat/compare.ts'
export { compareAvro } from './compat/compare-json.ts'
export type {
  Compatibility,
  Incompatibility,
  IncompatibilityKind,
  LocatedIncompatibility,
} from './compat/incompatibility.ts'
export { type AvroVersion, checkLevel, type Direction, type LevelFailure, type LevelResult } from './compat/level.ts'
export type { Change, ChangeKind, ChangeOf } from './diff/change.ts'
export { describeChange } from './diff/describe.ts'
export { diffContracts } from './diff/diff-contracts.ts'
export { type LintResult, type LintSources, lintContracts } from './lint/lint-contracts.ts'
export { type MendedFile, mendFiles } from './lint/mend-files.ts'
export type { LintRule } from './lint/rule.ts'
export { lintRules } from './lint/rules/index.ts'
export type {
  CompatibilityLevel,
  Contract,
  ContractField,
  ContractKind,
  ContractSettings,
  FieldConstraints,
  SlaProperty,
} from './model.ts'
export type { ContractFiles } from './ports.ts'
export { type LoadedContracts, loadContracts } from './repo/load.ts'
export { contractNamed, requireContracts } from './repo/require.ts'
