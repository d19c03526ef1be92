import type { ContractRule } from '../rule.ts'
import aliasBomb from './alias-bomb.ts'
import avscNotRecord from './avsc-not-record.ts'
import codegenOutOfDate from './codegen-out-of-date.ts'
import duplicateContractId from './duplicate-contract-id.ts'
import duplicateContractName from './duplicate-contract-name.ts'
import duplicateKey from './duplicate-key.ts'
import duplicateProperty from './duplicate-property.ts'
import duplicateSetting from './duplicate-setting.ts'
import emptyFile from './empty-file.ts'
import exampleAccepted from './example-accepted.ts'
import exampleRefused from './example-refused.ts'
import exampleWrongError from './example-wrong-error.ts'
import extraProperty from './extra-property.ts'
import impossibleConstraint from './impossible-constraint.ts'
import impossibleEventIdField from './impossible-event-id-field.ts'
import impossibleEventTimeField from './impossible-event-time-field.ts'
import impossibleKeyField from './impossible-key-field.ts'
import invalidAvsc from './invalid-avsc.ts'
import invalidDeprecation from './invalid-deprecation.ts'
import invalidExampleFile from './invalid-example-file.ts'
import invalidOption from './invalid-option.ts'
import invalidSetting from './invalid-setting.ts'
import invalidValue from './invalid-value.ts'
import mergeConflict from './merge-conflict.ts'
import misplacedFile from './misplaced-file.ts'
import missingAvsc from './missing-avsc.ts'
import missingKey from './missing-key.ts'
import missingProperty from './missing-property.ts'
import noContracts from './no-contracts.ts'
import noExamples from './no-examples.ts'
import notUtf8 from './not-utf8.ts'
import optionNotEnforced from './option-not-enforced.ts'
import physicalNameMismatch from './physical-name-mismatch.ts'
import propertyDescriptionMismatch from './property-description-mismatch.ts'
import propertyRequiredMismatch from './property-required-mismatch.ts'
import propertyTypeMismatch from './property-type-mismatch.ts'
import sunsetWithoutDeprecation from './sunset-without-deprecation.ts'
import unknownDeadLetterTopic from './unknown-dead-letter-topic.ts'
import unknownEventIdField from './unknown-event-id-field.ts'
import unknownEventTimeField from './unknown-event-time-field.ts'
import unknownExampleFolder from './unknown-example-folder.ts'
import unknownFile from './unknown-file.ts'
import unknownKey from './unknown-key.ts'
import unknownKeyField from './unknown-key-field.ts'
import unknownOption from './unknown-option.ts'
import unknownSetting from './unknown-setting.ts'
import unreadableFile from './unreadable-file.ts'
import unusedAvsc from './unused-avsc.ts'
import yamlSyntax from './yaml-syntax.ts'

/** Every rule of contracts: `dq contract validate` runs those with a check; `dq explain <rule>` answers from all of them. */
export const contractRules: readonly ContractRule[] = [
  aliasBomb,
  avscNotRecord,
  codegenOutOfDate,
  duplicateContractId,
  duplicateContractName,
  duplicateKey,
  duplicateProperty,
  duplicateSetting,
  emptyFile,
  exampleAccepted,
  exampleRefused,
  exampleWrongError,
  extraProperty,
  impossibleConstraint,
  impossibleEventIdField,
  impossibleEventTimeField,
  impossibleKeyField,
  invalidAvsc,
  invalidDeprecation,
  invalidExampleFile,
  invalidOption,
  invalidSetting,
  invalidValue,
  mergeConflict,
  misplacedFile,
  missingAvsc,
  missingKey,
  missingProperty,
  noContracts,
  noExamples,
  notUtf8,
  optionNotEnforced,
  physicalNameMismatch,
  propertyDescriptionMismatch,
  propertyRequiredMismatch,
  propertyTypeMismatch,
  sunsetWithoutDeprecation,
  unknownDeadLetterTopic,
  unknownEventIdField,
  unknownEventTimeField,
  unknownExampleFolder,
  unknownFile,
  unknownKey,
  unknownKeyField,
  unknownOption,
  unknownSetting,
  unreadableFile,
  unusedAvsc,
  yamlSyntax,
]
