import { expect, test } from 'vitest'
import { picture } from '../../../src/pipelines/job/picture.ts'
import inventoryAggregator from '../../../src/pipelines/jobs/inventory-aggregator.ts'
import { negatives, step } from './kinds.ts'
import { resolved } from './repo.ts'

// biome-ignore format: one row a case
const cases: [kind: string, lines: readonly string[], shows: readonly string[]][] = [
  ['running', picture(resolved(inventoryAggregator)), [
    'inventory.events (movement) ─┬─ by sku, all records so far, ids remembered for 7 d',
    'available = values.on_hand − values.reserved',
    '├─▶ inventory_global         one row a key, from each update',
    '├─▶ inventory.global.update  for each line',
    '└─▶ inventory.dead_letter    records that break their contract',
  ]],
  ['records', picture(resolved(negatives)), [
    'inventory.events (movement) ─── each record by itself',
    '├ values  doubled = movement.quantity × 2',
    '├─▶ inventory.anomaly      for each movement where movement.quantity < 0',
  ]],
  ['step', picture(resolved(step)), [
    'inventory.events (movement) ─┬─ by sku, TypeScript',
    '├ reads  movement.event_id, movement.quantity, line.quantity',
    '├─▶ inventory.anomaly      what the step emits',
  ]],
]

test.for(cases)('the picture of a job of kind %s shows how records meet and what is written', ([, lines, shows]) => {
  for (const line of shows) expect(lines.join('\n')).toContain(line)
  expect(lines.join('\n')).not.toContain('windows')
})
