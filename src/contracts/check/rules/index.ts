import type { CheckRule } from '../rule.ts'
import actorAdded from './actor-added.ts'
import avroAmbiguousField from './avro-ambiguous-field.ts'
import avroDatumUnreadable from './avro-datum-unreadable.ts'
import avroFixedSizeMismatch from './avro-fixed-size-mismatch.ts'
import avroMissingDefault from './avro-missing-default.ts'
import avroMissingEnumSymbols from './avro-missing-enum-symbols.ts'
import avroMissingUnionBranch from './avro-missing-union-branch.ts'
import avroNameMismatch from './avro-name-mismatch.ts'
import avroProofMissing from './avro-proof-missing.ts'
import avroTypeMismatch from './avro-type-mismatch.ts'
import compatibilityLowered from './compatibility-lowered.ts'
import constraintLoosened from './constraint-loosened.ts'
import constraintTightened from './constraint-tightened.ts'
import contractKindChanged from './contract-kind-changed.ts'
import contractRemoved from './contract-removed.ts'
import deadLetterTopicChanged from './dead-letter-topic-changed.ts'
import decimalPrecisionChanged from './decimal-precision-changed.ts'
import decimalScaleChanged from './decimal-scale-changed.ts'
import defaultChanged from './default-changed.ts'
import docRewritten from './doc-rewritten.ts'
import enumSymbolRemoved from './enum-symbol-removed.ts'
import enumSymbolReordered from './enum-symbol-reordered.ts'
import eventIdChanged from './event-id-changed.ts'
import eventTimeChanged from './event-time-changed.ts'
import expectationLoosened from './expectation-loosened.ts'
import expectationRemoved from './expectation-removed.ts'
import fieldBecameNullable from './field-became-nullable.ts'
import fieldOrderChanged from './field-order-changed.ts'
import fieldRemovedBeforeSunset from './field-removed-before-sunset.ts'
import fieldRemovedWithoutDeprecation from './field-removed-without-deprecation.ts'
import fieldRenamed from './field-renamed.ts'
import gateRemoved from './gate-removed.ts'
import keyChanged from './key-changed.ts'
import keyFormatChanged from './key-format-changed.ts'
import keyTypeChanged from './key-type-changed.ts'
import logicalTypeChanged from './logical-type-changed.ts'
import neededFieldRemoved from './needed-field-removed.ts'
import ownerChanged from './owner-changed.ts'
import partitionerChanged from './partitioner-changed.ts'
import partitionsDecreased from './partitions-decreased.ts'
import partitionsIncreased from './partitions-increased.ts'
import pathAdded from './path-added.ts'
import permitAdded from './permit-added.ts'
import privacyClassMissing from './privacy-class-missing.ts'
import privacyClassWeakened from './privacy-class-weakened.ts'
import retentionShortened from './retention-shortened.ts'
import slaLoosened from './sla-loosened.ts'
import statusWithdrawn from './status-withdrawn.ts'
import subjectRenamed from './subject-renamed.ts'
import sunsetBroughtForward from './sunset-brought-forward.ts'
import timeUnitChanged from './time-unit-changed.ts'
import topicRenamed from './topic-renamed.ts'
import typePromoted from './type-promoted.ts'
import typeRenamed from './type-renamed.ts'
import unionBranchAdded from './union-branch-added.ts'
import versionNotBumped from './version-not-bumped.ts'
import waiverExtended from './waiver-extended.ts'
import wireFormatChanged from './wire-format-changed.ts'

/** Every rule over changes: `dq contract check` runs them, `dq explain <rule>` answers from them. */
export const checkRules: readonly CheckRule[] = [
  actorAdded,
  avroAmbiguousField,
  avroDatumUnreadable,
  avroFixedSizeMismatch,
  avroMissingDefault,
  avroMissingEnumSymbols,
  avroMissingUnionBranch,
  avroNameMismatch,
  avroProofMissing,
  avroTypeMismatch,
  compatibilityLowered,
  constraintLoosened,
  constraintTightened,
  contractKindChanged,
  contractRemoved,
  deadLetterTopicChanged,
  decimalPrecisionChanged,
  decimalScaleChanged,
  defaultChanged,
  docRewritten,
  enumSymbolRemoved,
  enumSymbolReordered,
  eventIdChanged,
  eventTimeChanged,
  expectationLoosened,
  expectationRemoved,
  fieldBecameNullable,
  fieldOrderChanged,
  fieldRemovedBeforeSunset,
  fieldRemovedWithoutDeprecation,
  fieldRenamed,
  gateRemoved,
  keyChanged,
  keyFormatChanged,
  keyTypeChanged,
  logicalTypeChanged,
  neededFieldRemoved,
  ownerChanged,
  partitionerChanged,
  partitionsDecreased,
  partitionsIncreased,
  pathAdded,
  permitAdded,
  privacyClassMissing,
  privacyClassWeakened,
  retentionShortened,
  slaLoosened,
  statusWithdrawn,
  subjectRenamed,
  sunsetBroughtForward,
  timeUnitChanged,
  topicRenamed,
  typePromoted,
  typeRenamed,
  unionBranchAdded,
  versionNotBumped,
  waiverExtended,
  wireFormatChanged,
]
