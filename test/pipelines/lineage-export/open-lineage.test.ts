import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { LineageFile } from '../../../src/contracts/lineage/lineage-file.ts'
import type { JsonObject } from '../../../src/kernel/json.ts'
import { openLineageEvent } from '../../../src/pipelines/lineage-export/open-lineage.ts'
import { repo } from '../../built.ts'
import { contracts } from '../job/repo.ts'

const lineage = JSON.parse(readFileSync(join(repo, 'lineage.json'), 'utf8')) as LineageFile
const context = {
  contracts,
  namespace: 'dq',
  namespaceOf: (kind: string) => (kind === 'topic' ? 'kafka://127.0.0.1:19092' : 'dq'),
  eventTime: '2026-11-23T00:00:00.000Z',
  producer: 'pkg:npm/%40dq-toolkit/dq@0.1.0',
}
const run = { id: '0190a9e2-7c3e-7d3b-b0b6-6f1f4a1f3c11', state: 'COMPLETE' } as const
const events = lineage.jobs.flatMap((job) => [
  openLineageEvent(job, context),
  openLineageEvent(job, { ...context, run }),
])

/** `spec/` of a clone of OpenLineage: its JSON Schemas are not ours to pass on. */
const spec = process.env.DQ_OPENLINEAGE_SPEC ?? ''

// Registered only for who asks: nothing is skipped in silence. CI reads and writes the events with OpenLineage's own client.
if (spec !== '')
  test('every event and facet is valid by the official JSON Schemas', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const schema = (path: string): JsonObject => JSON.parse(readFileSync(join(spec, path), 'utf8')) as JsonObject
    ajv.addSchema(schema('OpenLineage.json'))
    for (const file of globSync('facets/*Facet.json', { cwd: spec })) ajv.addSchema(schema(file))
    let facets = 0
    for (const event of events) {
      const isValid = ajv.compile({ $ref: String(event.schemaURL) })
      expect(isValid(event), JSON.stringify(isValid.errors)).toBe(true)
      for (const found of facetsIn(event)) {
        const isFacet = ajv.compile({ $ref: String(found._schemaURL) })
        expect(isFacet(found), JSON.stringify(isFacet.errors)).toBe(true)
        facets++
      }
    }
    console.log(`${events.length} OpenLineage events with ${facets} facets valid`)
  })

function* facetsIn(value: unknown): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* facetsIn(item)
  else if (typeof value === 'object' && value !== null) {
    if ('_schemaURL' in value) yield value as JsonObject
    for (const inner of Object.values(value)) yield* facetsIn(inner)
  }
}

test('a column has the columns it comes from, each with how; what decides about the whole record stands apart', () => {
  const enricher = lineage.jobs.find(({ name }) => name === 'fraud-enricher')!
  const { outputs, inputs, job } = openLineageEvent(enricher, context) as Record<string, unknown>
  expect(job).toMatchObject({
    namespace: 'dq',
    name: 'fraud-enricher',
    facets: { jobType: { processingType: 'STREAMING' } },
  })
  expect((inputs as { name: string }[]).map(({ name }) => name)).toEqual([
    'order.created',
    'payment.authorized',
    'behavior.addToCart',
  ])
  const alert = (outputs as { name: string; facets: { columnLineage: { fields: object; dataset: object[] } } }[]).find(
    ({ name }) => name === 'fraud.alert',
  )!
  const from = (name: string, field: string, type: string, subtype: string, description: string) => ({
    namespace: 'kafka://127.0.0.1:19092',
    name,
    field,
    transformations: [{ type, subtype, description, masking: false }],
  })
  expect(alert.facets.columnLineage.fields).toMatchObject({
    region: { inputFields: [from('order.created', 'region', 'DIRECT', 'TRANSFORMATION', 'value')] },
  })
  expect(alert.facets.columnLineage.dataset).toContainEqual(
    from('order.created', 'customer_id', 'INDIRECT', 'GROUP_BY', 'key'),
  )
})

test('a run is a run event of its state, a declaration has no run', () => {
  const [declared, completed] = events as [JsonObject, JsonObject]
  expect(declared).not.toHaveProperty('run')
  expect(declared.schemaURL).toMatch(/JobEvent$/)
  expect(completed).toMatchObject({ eventType: 'COMPLETE', run: { runId: run.id } })
  expect(completed.schemaURL).toMatch(/RunEvent$/)
})
