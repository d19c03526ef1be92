import { z } from 'zod'
import type { ContractSettings } from '../model.ts'

const fieldName = z.string().min(1)

/** The root `customProperties` that are `dq`'s settings: name → what it may be, and its default. */
export const settingSchemas = {
  compatibility: z
    .enum(['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'])
    .default('BACKWARD'),
  wireFormat: z.enum(['avro', 'json', 'debezium-json']).default('avro'),
  key: fieldName.optional(),
  keyFormat: z.enum(['string', 'avro', 'json']).default('string'),
  subjectStrategy: z
    .enum(['TopicNameStrategy', 'RecordNameStrategy', 'TopicRecordNameStrategy'])
    .default('TopicNameStrategy'),
  partitions: z.int().min(1).max(100_000).default(1),
  partitioner: z.enum(['murmur2', 'murmur2_random', 'crc32']).default('murmur2'),
  eventTime: fieldName.optional(),
  eventId: fieldName.optional(),
  deadLetterTopic: fieldName.optional(),
  retentionMs: z.int().min(-1).optional(),
  sunset: z.iso.date('a day such as 2027-03-31').optional(),
} satisfies Record<keyof ContractSettings, z.ZodType>

export type SettingName = keyof typeof settingSchemas

export const SETTING_NAMES: readonly string[] = Object.keys(settingSchemas)

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingSchemas, name)

export const settingsSchema = z.object(settingSchemas)
