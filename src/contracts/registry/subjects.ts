import type { Contract } from '../model.ts'

/** Whether records of the contract carry the id of a registered schema. */
export const isRegistered = ({ kind, settings }: Contract): boolean =>
  kind === 'topic' && settings.wireFormat === 'avro'

/** The subject of a contract's values. */
export function subjectOf({ name, schema, settings }: Contract): string {
  switch (settings.subjectStrategy) {
    case 'TopicNameStrategy':
      return `${name}-value`
    case 'RecordNameStrategy':
      return schema.fullName
    case 'TopicRecordNameStrategy':
      return `${name}-${schema.fullName}`
  }
}
