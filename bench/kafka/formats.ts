import { wireFormat } from '../../src/adapters/registry/wire-format.ts'
import { declaredJob } from '../../src/cli/declared-job.ts'
import { fitJob, type LoadedJob } from '../../src/cli/load-job.ts'
import type { WireFormat } from '../../src/pipelines/live/ports.ts'
import { job, settings } from '../../test/stack/live/repo.ts'
import { testWire } from '../../test/stack/live/test-wire.ts'

/** What the records of all topics are in. */
export type Format = 'avro' | 'json'

/** fraud-enricher by the contracts of the repo, or by the same contracts with topics in JSON. */
export async function jobIn(format: Format): Promise<LoadedJob> {
  const loaded = await job('fraud-enricher')
  if (format === 'avro') return loaded
  const contracts = [...loaded.contracts].map(
    ([name, contract]) => [name, { ...contract, settings: { ...contract.settings, wireFormat: 'json' } }] as const,
  )
  return fitJob(await declaredJob('fraud-enricher', settings.jobs), new Map(contracts))
}

export const wireOf = (format: Format, { contracts }: Pick<LoadedJob, 'contracts'>): WireFormat =>
  format === 'avro' ? testWire(contracts) : wireFormat(undefined, undefined)
