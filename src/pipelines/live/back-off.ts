import type { LiveContext, LiveLimits } from './context.ts'
import { Unavailable } from './ports.ts'

/** The task was given up while it waited. */
export class GivenUp extends Error {
  override name = 'GivenUp'
}

/** How long to wait after so many failures in a row, milliseconds. */
export const pauseAfter = ({ backOff }: LiveLimits, failures: number): number =>
  Math.min(backOff.first * 2 ** (failures - 1), backOff.most)

/**
 * Tries again for as long as a system cannot be reached, ever more slowly; says when it begins to wait and when it goes on.
 * With the signal there is no further try.
 */
export async function patiently<T>(
  { clock, limits, observe }: Pick<LiveContext, 'clock' | 'limits' | 'observe'>,
  partition: number,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  let waitsFor: { readonly system: string; readonly since: number } | undefined
  for (let tries = 1; ; tries++) {
    try {
      const result = await attempt()
      if (waitsFor !== undefined)
        observe({ kind: 'resumed', partition, system: waitsFor.system, after: clock.now() - waitsFor.since })
      return result
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      waitsFor ??= { system: error.system, since: clock.now() }
      observe({ kind: 'waiting', partition, system: error.system, message: error.message, tries })
    }
    if (!signal.aborted) await clock.sleep(pauseAfter(limits, tries), signal)
    if (signal.aborted) throw new GivenUp()
  }
}
