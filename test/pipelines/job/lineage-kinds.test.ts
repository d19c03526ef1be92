import { describe, expect, test } from 'vitest'
import type { JobDeclaration } from '../../../src/pipelines/job/declaration.ts'
import { lineageOf } from '../../../src/pipelines/job/lineage.ts'
import inventoryAggregator from '../../../src/pipelines/jobs/inventory-aggregator.ts'
import { negatives, step } from './kinds.ts'
import { resolved } from './repo.ts'

const into = (declaration: JobDeclaration, output: string, field: string): string[] =>
  lineageOf(resolved(declaration))
    .filter(({ to }) => to.output === output && to.field === field)
    .map(({ from, kind }) => `${kind} ${from.contract}.${from.field}`)
    .sort()

const meeting = [
  'dedupe inventory.events.event_id',
  'dedupe order.status.changed.event_id',
  'key inventory.events.sku',
  'key order.status.changed.sku',
]

// Read off the declarations by hand. A running job's outputs do not depend on when its records happened, only on the order in which they came.
// biome-ignore format: one row a case
const cases: [job: JobDeclaration, output: string, field: string, edges: string[]][] = [
  [inventoryAggregator, 'inventory',              'sku',        ['value inventory.events.sku', 'value order.status.changed.sku']],
  [inventoryAggregator, 'inventory',              'on_hand',    ['condition inventory.events.type', 'value inventory.events.quantity']],
  [inventoryAggregator, 'inventory',              'warehouses', ['value inventory.events.warehouse_id']],
  [inventoryAggregator, 'inventory',              'as_of',      ['value inventory.events.occurred_at', 'value order.status.changed.changed_at']],
  [inventoryAggregator, 'inventory',              'revision',   []],
  [inventoryAggregator, 'inventory',              '*',          meeting],
  [inventoryAggregator, 'line_update',            'sku',        ['value order.status.changed.sku']],
  [inventoryAggregator, 'line_update',            'caused_at',  ['value order.status.changed.changed_at']],
  [inventoryAggregator, 'line_update',            'reserved_change', ['condition order.status.changed.previous_status', 'condition order.status.changed.status', 'value order.status.changed.quantity']],
  [inventoryAggregator, 'negative_price',         '*',          [...meeting.slice(0, 2), 'filter inventory.events.unit_price', ...meeting.slice(2)]],
  [negatives,           'below',                  'quantity',   ['value inventory.events.quantity']],
  [negatives,           'below',                  '*',          ['filter inventory.events.quantity']],
  [step,                'inventory.anomaly',      'quantity',   ['value inventory.events.quantity', 'value order.status.changed.quantity']],
  [step,                'inventory.anomaly',      'kind',       []],
  [step,                'inventory.anomaly',      '*',          ['filter order.status.changed.quantity', 'key inventory.events.sku', 'key order.status.changed.sku']],
]

describe('lineage says what an output field depends on:', () => {
  test.for(cases)('$0.ir.name $1 $2', ([declaration, output, field, edges]) => {
    expect(into(declaration, output, field)).toEqual(edges)
  })
})
