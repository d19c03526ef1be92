import { z } from 'zod'

const text = z.string().min(1)

const tags = z.array(text)

/** Technical ids of the standard: letters, digits, `_` and `-`. */
const stableId = text.regex(/^[A-Za-z0-9_-]+$/, 'use letters, digits, "_" and "-" only')

const authoritativeDefinition = z.strictObject({
  id: stableId.optional(),
  type: text,
  url: text,
  description: z.string().optional(),
})

const customProperty = z.strictObject({
  id: stableId.optional(),
  property: text,
  value: z.unknown(),
  description: z.string().optional(),
})

const LOGICAL_TYPES = [
  'string',
  'date',
  'timestamp',
  'time',
  'number',
  'integer',
  'object',
  'array',
  'boolean',
] as const

const baseProperty = {
  id: stableId.optional(),
  physicalName: text.optional(),
  logicalType: z.enum(LOGICAL_TYPES).optional(),
  physicalType: text.optional(),
  logicalTypeOptions: z.record(z.string(), z.unknown()).optional(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  businessName: text.optional(),
  primaryKey: z.boolean().optional(),
  primaryKeyPosition: z.int().optional(),
  unique: z.boolean().optional(),
  partitioned: z.boolean().optional(),
  partitionKeyPosition: z.int().optional(),
  classification: text.optional(),
  encryptedName: text.optional(),
  transformSourceObjects: z.array(text).optional(),
  transformLogic: text.optional(),
  transformDescription: text.optional(),
  criticalDataElement: z.boolean().optional(),
  examples: z.array(z.unknown()).optional(),
  relationships: z.array(z.unknown()).optional(),
  quality: z.array(z.unknown()).optional(),
  authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
  tags: tags.optional(),
  customProperties: z.array(customProperty).optional(),
}

type BaseProperty = z.infer<z.ZodObject<typeof baseProperty>>

/** Items of an array: a property without a name. */
export interface OdcsItem extends BaseProperty {
  readonly items?: OdcsItem | undefined
  readonly properties?: readonly OdcsProperty[] | undefined
}

export interface OdcsProperty extends OdcsItem {
  readonly name: string
}

const nested = {
  get items(): z.ZodOptional<z.ZodLazy<z.ZodType<OdcsItem>>> {
    return z.lazy(() => item).optional()
  },
  get properties(): z.ZodOptional<z.ZodArray<z.ZodLazy<z.ZodType<OdcsProperty>>>> {
    return z.array(z.lazy(() => property)).optional()
  },
}

const item: z.ZodType<OdcsItem> = z.strictObject({ ...baseProperty, ...nested })

const property: z.ZodType<OdcsProperty> = z.strictObject({ name: text, ...baseProperty, ...nested })

const schemaObject = z.strictObject({
  id: stableId.optional(),
  name: text,
  physicalName: text,
  physicalType: z.enum(['topic', 'table', 'hash']),
  logicalType: z.literal('object'),
  businessName: text.optional(),
  description: z.string().optional(),
  dataGranularityDescription: z.string().optional(),
  authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
  tags: tags.optional(),
  properties: z.array(property).optional(),
  relationships: z.array(z.unknown()).optional(),
  quality: z.array(z.unknown()).optional(),
  customProperties: z.array(customProperty).optional(),
})

const member = z.strictObject({
  id: stableId.optional(),
  username: text,
  name: text.optional(),
  description: z.string().optional(),
  role: text.optional(),
  dateIn: text.optional(),
  dateOut: text.optional(),
  replacedByUsername: text.optional(),
  tags: tags.optional(),
  customProperties: z.array(customProperty).optional(),
  authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
})

const team = z.strictObject({
  id: stableId.optional(),
  name: text,
  description: z.string().optional(),
  members: z.array(member).optional(),
  tags: tags.optional(),
  customProperties: z.array(customProperty).optional(),
  authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
})

const slaProperty = z.strictObject({
  id: stableId.optional(),
  property: text,
  value: z.union([z.string(), z.number(), z.boolean()]),
  valueExt: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  unit: text.optional(),
  element: text.optional(),
  driver: text.optional(),
  description: z.string().optional(),
  scheduler: text.optional(),
  schedule: text.optional(),
})

/**
 * An Open Data Contract Standard v3.1.0 document, as `dq` takes it: one schema object, the 3.1 form of `team`, known keys only.
 * Sections that `dq` does not read (servers, support, price, roles, quality, relationships) are let through as they are.
 */
export const odcsDocument = z.strictObject({
  apiVersion: z.literal('v3.1.0'),
  kind: z.literal('DataContract'),
  id: stableId,
  name: text,
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'a semantic version such as 1.0.0'),
  status: z.enum(['proposed', 'draft', 'active', 'deprecated', 'retired']),
  tenant: text.optional(),
  domain: text.optional(),
  dataProduct: text.optional(),
  tags: tags.optional(),
  contractCreatedTs: text.optional(),
  description: z
    .strictObject({
      purpose: text.optional(),
      usage: text.optional(),
      limitations: text.optional(),
      authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
      customProperties: z.array(customProperty).optional(),
    })
    .optional(),
  team: team.optional(),
  support: z.array(z.unknown()).optional(),
  servers: z.array(z.unknown()).optional(),
  price: z.unknown().optional(),
  roles: z.array(z.unknown()).optional(),
  schema: z.tuple([schemaObject], 'exactly one schema object: a contract is for one topic, table or hash'),
  slaDefaultElement: text.optional(),
  slaProperties: z.array(slaProperty).optional(),
  authoritativeDefinitions: z.array(authoritativeDefinition).optional(),
  customProperties: z.array(customProperty).optional(),
})

export type OdcsDocument = z.infer<typeof odcsDocument>
