import type { Contract } from '../../contracts/model.ts'
import type { Row } from '../../pipelines/fixture/compare.ts'
import type { LoadedJob } from '../load-job.ts'
import { byArrival, byEventTime, contractsOf, type Range, type RowsByTopic } from './published.ts'

/** What is compared with what: rows of one topic or store within the range. */
export interface Side {
  readonly topic: string
  readonly contract: Contract | undefined
  /** It is a store. */
  readonly isUpsert: boolean
  readonly was: readonly Row[]
  readonly is: readonly Row[]
}

export function sidesOf(
  { job, contracts }: LoadedJob,
  source: 'files' | 'live',
  range: Range,
  { was, is }: { readonly was: RowsByTopic; readonly is: RowsByTopic },
): readonly Side[] {
  const upserts = new Set(job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name))
  // Late records and dead letters of an environment hold bytes that bronze does not keep.
  const topics = source === 'live' ? contractsOf(job.outputs).map(({ name }) => name) : [...was.keys(), ...is.keys()]
  return [...new Set(topics)].sort().map((topic) => {
    const contract = contracts.get(topic)
    const isUpsert = upserts.has(topic)
    const isWanted = source === 'live' && contract !== undefined ? byEventTime(range, contract) : byArrival(range)
    const published = was.get(topic) ?? []
    return {
      topic,
      contract,
      isUpsert,
      // A store has the newest row, whatever its time.
      was: source === 'live' && isUpsert ? published : published.filter(isWanted),
      is: (is.get(topic) ?? []).filter(isWanted),
    }
  })
}
