import type { Bench, Contender } from './bench.ts'
import { runByHand, runOfJob } from './fraud-enricher/run-of-job.ts'
import { replicatedFiles } from './replicated.ts'

/** Ten times the events in ten times the event time: what is open at a moment is the same. */
const contenders = async (millions: number): Promise<Contender[]> => {
  const count = millions * 1_000_000
  const folder = await replicatedFiles({ count, burst: 5, overlap: 50, onlyAvro: true })
  return [
    { name: `${millions} M events`, run: () => runOfJob(folder, 'avro', count) },
    { name: `${millions} M events, by hand`, run: () => runByHand(folder, 'outputs', count) },
  ]
}

export default {
  name: 'fraud-enricher, Avro files, 8 events a window: memory',
  unit: 'events',
  contenders: [...(await contenders(1)), ...(await contenders(10))],
} satisfies Bench
