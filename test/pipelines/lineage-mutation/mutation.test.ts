import { expect, test } from 'vitest'
import { type LineageEdge, lineageOf } from '../../../src/pipelines/job/lineage.ts'
import { builtInJobs } from '../../../src/pipelines/jobs/index.ts'
import { verifiedEdges } from './edges.ts'

/**
 * Edges that say more than a mutant showed. The key decides the task (the partition), and a task's watermark what is late: the
 * mutants keep their partition, so it is not seen.
 */
const CONSERVATIVE: Readonly<Record<string, readonly string[]>> = {
  'fraud-enricher': [
    'key payment.authorized.customer_id → negative_payment.*',
    'key order.created.customer_id → negative_order.*',
  ],
}

test.for(Object.keys(builtInJobs))(
  'every edge of %s shows in a mutant, and nothing else changes',
  { timeout: 240_000 },
  async (name) => {
    const { default: declaration } = await builtInJobs[name]!()
    if (!('outputs' in declaration.ir)) return // A step's lineage is written by hand, and enforced while it runs.
    const { edges, unseen, untold, mutants, refused, fixtures, crowded, inputFields } = await verifiedEdges(declaration)
    console.log(
      `${name}: ${edges.length} edges, ${edges.length - unseen.length} seen, ${unseen.length} conservative, ${untold.size} effects without an edge;` +
        ` ${inputFields} input fields, ${mutants} mutants (${refused} refused by their contract) of ${fixtures} fixtures and ${crowded} made cases`,
    )
    expect(fixtures).toBeGreaterThan(5)
    expect([...untold]).toEqual([])
    expect(unseen).toEqual(CONSERVATIVE[name] ?? [])
  },
)

test('a lineage that says too little is caught, and one that says too much', { timeout: 240_000 }, async () => {
  const { default: declaration } = await builtInJobs['inventory-aggregator']!()
  const isType = ({ from, to }: LineageEdge) => from.field === 'type' && to.output === 'inventory'
  const invented: LineageEdge = {
    from: { contract: 'inventory.events', field: 'currency' },
    to: { contract: 'inventory_global/inventory', field: 'on_hand', output: 'inventory' },
    kind: 'value',
  }
  const { untold, unseen } = await verifiedEdges(declaration, (job) => [
    ...lineageOf(job).filter((edge) => !isType(edge)),
    invented,
  ])
  expect([...untold].sort()).toEqual([
    'inventory.events.type → inventory.available',
    'inventory.events.type → inventory.on_hand',
  ])
  expect(unseen).toEqual(['value inventory.events.currency → inventory.on_hand'])
})
