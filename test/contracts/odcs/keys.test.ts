import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { odcsDocument } from '../../../src/contracts/odcs/document.ts'

const standard = JSON.parse(readFileSync(new URL('odcs-v3.1.0.schema.json', import.meta.url), 'utf8'))
const property = (schema: z.core.$ZodType | undefined): readonly string[] => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return property(schema.unwrap())
  if (schema instanceof z.ZodArray) return property(schema.element)
  if (schema instanceof z.ZodTuple) return property(schema._zod.def.items[0])
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}
const { shape } = odcsDocument
const [object] = shape.schema._zod.def.items
const keys = (...names: string[]) => names.flatMap((name) => Object.keys(standard.$defs[name].properties))

// biome-ignore format: one row a case
const cases: readonly (readonly [section: string, ours: readonly string[], standards: readonly string[]])[] = [
  ['the document',    Object.keys(shape),                  Object.keys(standard.properties)],
  ['description',     property(shape.description),         Object.keys(standard.properties.description.properties)],
  ['schema',          property(object),                    keys('SchemaElement', 'SchemaObject')],
  ['a property',      property(object?.shape.properties),  [...keys('SchemaElement', 'SchemaBaseProperty'), 'items', 'properties']],
  ['team',            property(shape.team),                keys('Team')],
  ['slaProperties',   property(shape.slaProperties),       keys('ServiceLevelAgreementProperty')],
  ['customProperties', property(shape.customProperties),   keys('CustomProperty')],
]

test.for(cases)('%s has the keys of the standard', ([, ours, standards]) => {
  expect([...ours].sort()).toEqual([...new Set(standards)].sort())
})
