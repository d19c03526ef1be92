import type { LintRule } from '../rule.ts'
import connectorDecimalMode from './connector-decimal-mode.ts'
import connectorIgnoredProperty from './connector-ignored-property.ts'
import connectorPlainSecret from './connector-plain-secret.ts'
import connectorSchemaChangesOff from './connector-schema-changes-off.ts'
import connectorTableWithoutContract from './connector-table-without-contract.ts'
import connectorTimeMode from './connector-time-mode.ts'
import connectorTombstones from './connector-tombstones.ts'
import connectorUnreadable from './connector-unreadable.ts'
import debeziumOptionalWithoutDefault from './debezium-optional-without-default.ts'
import emptyValue from './empty-value.ts'
import fieldNameStyle from './field-name-style.ts'
import missingDescription from './missing-description.ts'
import missingExamples from './missing-examples.ts'
import missingOwner from './missing-owner.ts'
import missingPurpose from './missing-purpose.ts'
import moneyWithoutDecimal from './money-without-decimal.ts'
import nullableWithoutDefault from './nullable-without-default.ts'
import recordNameStyle from './record-name-style.ts'
import retentionContradictsSla from './retention-contradicts-sla.ts'
import retentionNotSet from './retention-not-set.ts'
import timeWithoutLogicalType from './time-without-logical-type.ts'
import topicNameStyle from './topic-name-style.ts'
import topicWithoutKey from './topic-without-key.ts'
import unclassifiedPersonalField from './unclassified-personal-field.ts'

/** Every rule of advice: `dq contract lint` runs them, `dq explain <rule>` answers from them. */
export const lintRules: readonly LintRule[] = [
  connectorDecimalMode,
  connectorIgnoredProperty,
  connectorPlainSecret,
  connectorSchemaChangesOff,
  connectorTableWithoutContract,
  connectorTimeMode,
  connectorTombstones,
  connectorUnreadable,
  debeziumOptionalWithoutDefault,
  emptyValue,
  fieldNameStyle,
  missingDescription,
  missingExamples,
  missingOwner,
  missingPurpose,
  moneyWithoutDecimal,
  nullableWithoutDefault,
  recordNameStyle,
  retentionContradictsSla,
  retentionNotSet,
  timeWithoutLogicalType,
  topicNameStyle,
  topicWithoutKey,
  unclassifiedPersonalField,
]
