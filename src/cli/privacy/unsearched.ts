import { Unavailable } from '../../pipelines/live/ports.ts'
import type { Settings } from '../config.ts'

/** What may hold a person's data and was not looked at. */
export interface Unsearched {
  readonly kind: 'file' | 'topic' | 'store' | 'table'
  readonly why: string
  readonly names: readonly string[]
  /** It is configured and cannot be reached now. */
  readonly isAway?: true
}

/** Why nobody looked into a system: `Kafka`. */
export const noServer = ({ env }: Settings, server: string): string =>
  env === undefined ? 'no environment is named: --env <name>' : `no ${server} in environments.${env} of dq.yaml`

/** What was found, or that the system cannot be reached. */
export async function orAway<T>(
  what: Pick<Unsearched, 'kind' | 'names'>,
  look: () => Promise<T>,
): Promise<{ readonly found: T } | { readonly away: Unsearched }> {
  try {
    return { found: await look() }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return { away: { ...what, why: `${error.system} cannot be reached: ${error.message}`, isAway: true } }
  }
}
