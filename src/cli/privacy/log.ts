import type { ErasureEntry } from '../../contracts/privacy/ports.ts'
import type { Settings } from '../config.ts'
import { erasureLog } from '../wiring/privacy.ts'

/** All that was ever noted, oldest first; of one subject when it is named: its hash is made by the same key. */
export async function erasures(settings: Settings, subject?: string): Promise<readonly ErasureEntry[]> {
  const log = await erasureLog(settings, true)
  const entries = log.entries()
  if (subject === undefined) return entries
  const hash = entries.length === 0 ? '' : log.hashOf(subject)
  const own = new Set(entries.flatMap((one) => (one.kind === 'begun' && one.subject === hash ? [one.erasure] : [])))
  return entries.filter(({ erasure }) => own.has(erasure))
}
