import { findGarbage, type Garbage } from '../../lake/table/gc.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'

const DAY_MS = 86_400_000

export interface CollectFlags {
  /** Days. */
  readonly 'older-than': number
  readonly 'dry-run': boolean
}

/** Finds what no branch, tag or recent commit needs, and removes it unless this is a dry run. */
export async function collectGarbage(settings: Settings, flags: CollectFlags): Promise<Garbage> {
  const lake = await openLake(settings)
  const garbage = await findGarbage(lake, Date.now() - flags['older-than'] * DAY_MS)
  if (!flags['dry-run']) await lake.files.remove(garbage.orphans.map(({ url }) => url))
  return garbage
}
