import type { ProveOptions } from '../../contracts/check/avro-proofs.ts'
import { avroDecoder } from '../wiring.ts'

export interface ProveFlags {
  readonly prove: boolean
  /** Default 1. */
  readonly seed?: number | undefined
}

/** Data for each writer and reader: enough that every branch and symbol has its turn. */
const DATA = 200

/** The decoder for `--prove`, and how many data it was given; nothing when it is not asked for. */
export async function proving({ prove, seed = 1 }: ProveFlags): Promise<{
  readonly options?: { readonly prove: ProveOptions }
  readonly looked: () => Readonly<Record<string, number>>
}> {
  if (!prove) return { looked: () => ({}) }
  let records = 0
  const tried = (data: number) => {
    records += data
  }
  return {
    options: { prove: { codec: await avroDecoder(), seed, data: DATA, tried } },
    looked: () => ({ 'random record': records }),
  }
}
